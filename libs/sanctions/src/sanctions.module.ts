import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ConventionsModule } from '#conventions';
import { Grounds } from './grounds.ts';
import { SanctionsController } from './http/sanctions.controller.ts';
import { EndSuspensionsJob } from './jobs/end-suspensions.job.ts';
import { SanctionList, SanctionListController } from './lists/sanctions.ts';
import { SanctionsQuery } from './read-models/sanctions/query.ts';

@Module({
  imports: [AccountsModule, ConventionsModule],
  controllers: [SanctionsController, SanctionListController],
  providers: [Grounds, SanctionsQuery, SanctionList, EndSuspensionsJob],
})
export class SanctionsModule {}
