import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { ConfirmPasswordHandler } from './commands/confirm-password.ts';
import { RecordAttemptHandler } from './commands/record-attempt.ts';
import { RecordConsultationHandler } from './commands/record-consultation.ts';
import { RecordSignOutHandler } from './commands/record-sign-out.ts';
import { ConnectionHistory } from './connection-history.ts';
import { ConnectionsController } from './http/connections.controller.ts';
import { ConsultationsController } from './http/consultations.controller.ts';
import { ConsultationsQuery } from './read-models/consultations/query.ts';
import { JournalQuery } from './read-models/journal/query.ts';

@Module({
  imports: [ConventionsModule],
  controllers: [ConnectionsController, ConsultationsController],
  providers: [
    RecordAttemptHandler,
    ConfirmPasswordHandler,
    RecordSignOutHandler,
    RecordConsultationHandler,
    ConnectionHistory,
    JournalQuery,
    ConsultationsQuery,
  ],
  exports: [ConnectionHistory, JournalQuery],
})
export class ConnectionsModule {}
