import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { ActList, ActListController } from './lists/acts.ts';

@Module({
  imports: [ConventionsModule],
  controllers: [ActListController],
  providers: [ActList],
})
export class AuditTrailModule {}
