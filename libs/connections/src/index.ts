import type { Context } from '#event-sourcing';
import { ConnectionsModule } from './connections.module.ts';
import { connectionsEventTypes } from './domain/connections.ts';
import { consultationEventTypes } from './domain/consultation.ts';
import { consultationsProjection } from './read-models/consultations/projection.ts';
import { journalProjection } from './read-models/journal/projection.ts';

export const connections: Context = {
  name: 'connections',
  module: ConnectionsModule,
  eventTypes: { ...connectionsEventTypes, ...consultationEventTypes },
  projections: [journalProjection, consultationsProjection],
};

export { CodeDirectory } from './code-directory.ts';
export { ConfirmPassword } from './commands/confirm-password.ts';
export { RecordAttempt } from './commands/record-attempt.ts';
export { RecordSignOut } from './commands/record-sign-out.ts';
export { ConnectionHistory } from './connection-history.ts';
export { ConnectionsModule } from './connections.module.ts';
export { normaliseAddress } from './domain/address.ts';
export {
  type Attempt,
  type AttemptOutcome,
  attemptOutcomes,
  type ConnectionsEvent,
  connectionsEventTypes,
  subjectOf,
} from './domain/connections.ts';
export type { ConsultationEvent } from './domain/consultation.ts';
export { NO_ATTEMPTS, retryAt, type Standing, standingAfter } from './domain/standing.ts';
export { ConsultationInterceptor } from './http/consultation.interceptor.ts';
export { consultationsProjection } from './read-models/consultations/projection.ts';
export { journalProjection } from './read-models/journal/projection.ts';
export { JournalQuery } from './read-models/journal/query.ts';
export type { JournalEntry } from './read-models/journal/view.ts';
