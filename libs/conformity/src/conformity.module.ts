import { Module } from '@nestjs/common';
import { AuditTrailModule } from '#audit-trail';
import { ConnectionsModule } from '#connections';
import { ConventionsModule } from '#conventions';
import { SealingModule } from '#sealing';
import { KeptDays } from './days/kept-days.ts';
import { ConformityController } from './http/conformity.controller.ts';
import { NumbersController } from './http/numbers.controller.ts';
import { RecordConformityJob } from './jobs/record-conformity.job.ts';
import { ConformityQuery } from './read-models/conformity/query.ts';

@Module({
  imports: [AuditTrailModule, ConnectionsModule, ConventionsModule, SealingModule],
  controllers: [ConformityController, NumbersController],
  providers: [ConformityQuery, KeptDays, RecordConformityJob],
})
export class ConformityModule {}
