import type { Context } from '#event-sourcing';
import { connectionActs } from './acts.ts';
import { admissionTables } from './admissions.ts';
import { historyTables } from './connection-history.ts';
import { ConnectionsModule } from './connections.module.ts';
import { connectionsEventTypes } from './domain/connections.ts';
import { consultationEventTypes } from './domain/consultation.ts';
import { importedAttemptEventTypes } from './domain/imported-attempt.ts';
import { savedViewEventTypes } from './domain/saved-view.ts';
import { consultationsProjection } from './read-models/consultations/projection.ts';
import { journalProjection } from './read-models/journal/projection.ts';
import { savedViewsProjection } from './read-models/saved-views/projection.ts';

export const connections: Context = {
  name: 'connections',
  module: ConnectionsModule,
  eventTypes: {
    ...connectionsEventTypes,
    ...importedAttemptEventTypes,
    ...consultationEventTypes,
    ...savedViewEventTypes,
  },
  acts: connectionActs,
  migrations: [admissionTables + historyTables],
  projections: [journalProjection, consultationsProjection, savedViewsProjection],
};

export { type Admission, Admissions, type Beginning, type Waits } from './admissions.ts';
export { CodeDirectory } from './code-directory.ts';
export { RecordAttempts } from './commands/record-attempts.ts';
export { RecordConsultation } from './commands/record-consultation.ts';
export { RecordIdentityConfirmed } from './commands/record-identity-confirmed.ts';
export { RecordPasswordConfirmed } from './commands/record-password-confirmed.ts';
export { RecordSignOut } from './commands/record-sign-out.ts';
export { ConnectionHistory } from './connection-history.ts';
export { ConnectionsModule } from './connections.module.ts';
export { Countries } from './countries.ts';
export { networkOf, normaliseAddress } from './domain/address.ts';
export { browserName, browserOf } from './domain/browser.ts';
export {
  type Attempt,
  type AttemptOutcome,
  AUTH_FACTORS,
  type AuthFactor,
  attemptOutcomes,
  type ConnectionsEvent,
  connectionsEventTypes,
  connectionsStream,
  factorsOf,
  isSecondFactor,
  isShownHere,
  type Origin,
  type Tried,
  type Unread,
} from './domain/connections.ts';
export { type ImportedAttemptEvent, importedStream } from './domain/imported-attempt.ts';
export { OUTCOME_NAMES } from './domain/outcome-names.ts';
export { authenticationOf, signOutOf } from './export/ocsf.ts';
export { ConsultationInterceptor } from './http/consultation.interceptor.ts';
export { consultationsProjection } from './read-models/consultations/projection.ts';
export { AttemptCounts } from './read-models/journal/counts.ts';
export { journalProjection } from './read-models/journal/projection.ts';
export {
  type PassingAttempt,
  type RecordedAttempt,
  RecordedAttempts,
} from './read-models/journal/recorded-attempts.ts';
