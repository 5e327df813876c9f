import { Module } from '@nestjs/common';
import { AuditTrailModule } from '#audit-trail';
import { ConnectionsModule } from '#connections';
import { SealingModule } from '#sealing';
import { ConformityController } from './http/conformity.controller.ts';
import { ConformityQuery } from './read-models/conformity/query.ts';

@Module({
  imports: [AuditTrailModule, ConnectionsModule, SealingModule],
  controllers: [ConformityController],
  providers: [ConformityQuery],
})
export class ConformityModule {}
