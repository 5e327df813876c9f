import { Global, Module } from '@nestjs/common';
import { AnomaliesModule } from '#anomalies';
import { ConventionsModule } from '#conventions';
import { Belongings, PrivacyModule } from '#privacy';
import { SealingModule } from '#sealing';
import { PartnerDossiers } from './dossiers/partner-dossiers.ts';
import { PersonalDataExport } from './export/personal-data-export.ts';
import { DossiersController } from './http/dossiers.controller.ts';
import { PersonalDataExportController } from './http/personal-data-export.controller.ts';
import { ReceiptsController } from './http/receipts.controller.ts';
import { ActList, ActListController } from './lists/acts.ts';
import { OwnActs } from './read-models/acts/own-acts.ts';
import { ThingsOfActs } from './read-models/acts/things.ts';
import { ActTimesQuery } from './read-models/acts/times.ts';

/** Global, since whoever erases a person asks what belongs to them. */
@Global()
@Module({
  imports: [AnomaliesModule, ConventionsModule, PrivacyModule, SealingModule],
  controllers: [ActListController, DossiersController, PersonalDataExportController, ReceiptsController],
  providers: [
    ActList,
    ActTimesQuery,
    OwnActs,
    PartnerDossiers,
    PersonalDataExport,
    { provide: Belongings, useClass: ThingsOfActs },
  ],
  exports: [ActTimesQuery, Belongings],
})
export class AuditTrailModule {}
