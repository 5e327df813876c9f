export { CommandHandling, type CommandOutcome } from './command-handling.ts';
export { type Decider, type DomainCommand, fold } from './decider.ts';
export {
  type Appended,
  type Batch,
  EventStore,
  type ExpectedRevision,
  type ReadAllOptions,
  type ReadOptions,
  StoreUnavailable,
  type StreamMetadata,
  type SubscribeOptions,
  WrongExpectedRevision,
} from './event-store.ts';
export {
  EventSerializer,
  type EventTypeDefinition,
  type EventTypeRegister,
  type EventTypes,
  registerEventTypes,
} from './event-types.ts';
export type { DomainEvent, EventMetadata, NewEvent, RecordedEvent } from './events.ts';
export { Follower, type FollowerLog } from './follower.ts';
export { Accepted, POSITION_HEADER, PositionInterceptor } from './nest/accepted.ts';
export type { Context } from './nest/context.ts';
export { Reads, ReadsInterceptor } from './nest/reads.ts';
export { formatPosition, isPosition, type Position, parsePosition, START } from './position.ts';
export { EVENTS_CHANNEL, PostgresEventStore } from './postgres/postgres-event-store.ts';
export { type Checkpoint, checkpointSteps } from './projections/checkpoints.ts';
export { type Lag, ProjectionProgress } from './projections/progress.ts';
export type { Projection } from './projections/projection.ts';
export { ProjectionRunner } from './projections/projection-runner.ts';
export { installReadModels, PROJECTIONS_CHANNEL } from './projections/read-model.ts';
export { type RebuildOptions, rebuild } from './projections/rebuild.ts';
export type { Reactor } from './reactors/reactor.ts';
export { ReactorRunner } from './reactors/reactor-runner.ts';
