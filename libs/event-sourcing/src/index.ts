export {
  type ActDescription,
  type ActDescriptions,
  type ActKind,
  type ActRegister,
  actKinds,
  type Thing,
  type ThingKind,
  titleOf,
} from './acts.ts';
export { jobEventTypes, recordAskedRun } from './asked-job-runs.ts';
export { CannotTakeIn } from './cannot-take-in.ts';
export { ChangedMeanwhile } from './changed-meanwhile.ts';
export { CommandHandling, type CommandOutcome } from './command-handling.ts';
export { type Decider, fold } from './decider.ts';
export {
  type Appended,
  AppendTooLarge,
  type Batch,
  categoryOf,
  EventStore,
  type ExpectedRevision,
  idOf,
  StoreMisconfigured,
  StoreUnavailable,
  WrongExpectedRevision,
} from './event-store.ts';
export {
  EventSerializer,
  type EventTypeRegister,
  type EventTypes,
  registerEventTypes,
} from './event-types.ts';
export type { DomainEvent, NewEvent, RecordedEvent } from './events.ts';
export type { EventStoreDbEventStore } from './eventstoredb/eventstoredb-event-store.ts';
export { admitToEventStoreDb, openEventStoreDb } from './eventstoredb/open.ts';
export { FOLLOWER_STATES, Follower, type FollowerLog } from './follower.ts';
export { Accepted, POSITION_HEADER, PositionInterceptor } from './nest/accepted.ts';
export { asAnswer } from './nest/as-answer.ts';
export { BulkAnswer, EACH_BY_ITSELF } from './nest/bulk-answer.ts';
export type { Context } from './nest/context.ts';
export { eachByItself } from './nest/each-by-itself.ts';

export {
  type Guarded,
  IF_MATCH_HEADER,
  IF_UNCHANGED,
  IfUnchanged,
  nothingCompared,
  positionIn,
  tagOf,
} from './nest/if-unchanged.ts';

export { INCOMPLETE_HEADER, Reads, ReadsInterceptor } from './nest/reads.ts';
export { type ObservedCommand, ObservedCommandHandling } from './observation/observed-command-handling.ts';
export { type ObservedAppend, ObservedEventStore } from './observation/observed-event-store.ts';
export { tracedProjection, tracedReactor, tracedReadModelReactor } from './observation/traced-followers.ts';
export {
  type AnyPersonalData,
  accountSubject,
  ERASED,
  ERASED_MAILBOX,
  type EventOrigin,
  inMonth,
  inYear,
  type PersonalData,
  personSubject,
} from './personal-data/declaration.ts';
export { EncryptedEventStore } from './personal-data/encrypted-event-store.ts';
export { EventCodec } from './personal-data/event-codec.ts';
export { KeptKeys, keySteps, type WrappedKey } from './personal-data/kept-keys.ts';
export { KEYS_CHANNEL, KeyRing } from './personal-data/key-ring.ts';
export { ReadModelErasure } from './personal-data/read-model-erasure.ts';
export { formatPosition, later, type Position, parsePosition, START } from './position.ts';
export { EVENTS_CHANNEL, installEventLog, PostgresEventStore } from './postgres/postgres-event-store.ts';
export { eventLogSchemas } from './postgres/schema.ts';
export { verifyEventTable } from './postgres/verify-table.ts';
export {
  allCheckpoints,
  type Checkpoint,
  checkpointSteps,
  createCheckpoint,
  expectInLog,
  FOLLOWERS_CHANNEL,
  findCheckpoint,
  moveCheckpoint,
} from './projections/checkpoints.ts';
export { CannotProject, completenessOf, type Obstacle } from './projections/obstacle.ts';
export { type Lag, ProjectionProgress } from './projections/progress.ts';
export type { Projection } from './projections/projection.ts';
export { ProjectionRunner } from './projections/projection-runner.ts';
export { installReadModels } from './projections/read-model.ts';
export { rebuild } from './projections/rebuild.ts';
export { projectionEventTypes, setAside } from './projections/set-aside.ts';
export type { Reactor, ReadModelReactor } from './reactors/reactor.ts';
export { ReactorRunner } from './reactors/reactor-runner.ts';
export { ReadModelReactorRunner } from './reactors/read-model-reactor-runner.ts';
export { reactorEventTypes, rewindReactor } from './reactors/rewind.ts';
export { type Deciding, Rehearsal } from './rehearsal.ts';
export { NotStorable } from './storable.ts';
export { logOf, type StoredEvent, textOf, verbatim } from './stored-events.ts';
export { StoredLog } from './stored-log.ts';
export { mustBeReadable } from './unreadable-event.ts';
export { dropOldLog, encryptLog } from './upkeep/encrypt.ts';
export { isEmpty } from './upkeep/is-empty.ts';
export { buildAnew, moveBetweenServers, moveLog } from './upkeep/move.ts';
export { encrypting, isAnyClear } from './upkeep/same-meaning.ts';
export { verifyCheckpoints, verifyLog } from './upkeep/verify.ts';
export { expectLogAt } from './upkeep/whereabouts.ts';
export { upkeepActs } from './upkeep-acts.ts';
