import { Module } from '@nestjs/common';
import { AnomaliesModule } from '#anomalies';
import { ConventionsModule } from '#conventions';
import { SealingModule } from '#sealing';
import { PartnerDossiers } from './dossiers/partner-dossiers.ts';
import { DossiersController } from './http/dossiers.controller.ts';
import { ReceiptsController } from './http/receipts.controller.ts';
import { ActList, ActListController } from './lists/acts.ts';
import { OwnActs } from './read-models/acts/own-acts.ts';
import { ActTimesQuery } from './read-models/acts/times.ts';

@Module({
  imports: [AnomaliesModule, ConventionsModule, SealingModule],
  controllers: [ActListController, ReceiptsController, DossiersController],
  providers: [ActList, ActTimesQuery, OwnActs, PartnerDossiers],
  exports: [ActTimesQuery],
})
export class AuditTrailModule {}
