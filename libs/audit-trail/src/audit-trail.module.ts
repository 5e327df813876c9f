import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { ActList, ActListController } from './lists/acts.ts';
import { ActTimesQuery } from './read-models/acts/times.ts';

@Module({
  imports: [ConventionsModule],
  controllers: [ActListController],
  providers: [ActList, ActTimesQuery],
  exports: [ActTimesQuery],
})
export class AuditTrailModule {}
