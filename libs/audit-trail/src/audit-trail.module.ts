import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { SealingModule } from '#sealing';
import { ReceiptsController } from './http/receipts.controller.ts';
import { ActList, ActListController } from './lists/acts.ts';
import { OwnActs } from './read-models/acts/own-acts.ts';
import { ActTimesQuery } from './read-models/acts/times.ts';

@Module({
  imports: [ConventionsModule, SealingModule],
  controllers: [ActListController, ReceiptsController],
  providers: [ActList, ActTimesQuery, OwnActs],
  exports: [ActTimesQuery],
})
export class AuditTrailModule {}
