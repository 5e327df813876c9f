import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { Admissions } from './admissions.ts';
import { RecordAttemptsHandler } from './commands/record-attempts.ts';
import { RecordConsultationHandler } from './commands/record-consultation.ts';
import { RecordPasswordConfirmedHandler } from './commands/record-password-confirmed.ts';
import { RecordSignOutHandler } from './commands/record-sign-out.ts';
import { ConnectionHistory } from './connection-history.ts';
import { ConnectionsController } from './http/connections.controller.ts';
import { ConsultationsController } from './http/consultations.controller.ts';
import { ConsultationsQuery } from './read-models/consultations/query.ts';
import { JournalQuery } from './read-models/journal/query.ts';
import { RecordedAttempts } from './read-models/journal/recorded-attempts.ts';

@Module({
  imports: [ConventionsModule],
  controllers: [ConnectionsController, ConsultationsController],
  providers: [
    RecordAttemptsHandler,
    RecordPasswordConfirmedHandler,
    RecordSignOutHandler,
    RecordConsultationHandler,
    Admissions,
    ConnectionHistory,
    JournalQuery,
    RecordedAttempts,
    ConsultationsQuery,
  ],
  exports: [Admissions, ConnectionHistory, JournalQuery, RecordedAttempts],
})
export class ConnectionsModule {}
