import { type INestApplicationContext, Logger } from '@nestjs/common';
import { detectionProjection } from '#detection';
import {
  CannotTakeIn,
  type EventStore,
  type Follower,
  type FollowerLog,
  type Projection,
  ProjectionProgress,
  ProjectionRunner,
  type Reactor,
  ReactorRunner,
  type ReadModelReactor,
  ReadModelReactorRunner,
  tracedProjection,
  tracedReactor,
  tracedReadModelReactor,
} from '#event-sourcing';
import { Outbox } from '#notifications';
import { reasonOf } from '#platform';
import { contexts, projections } from './contexts.ts';
import type { Engines } from './engines.ts';
import { measureDetection } from './observation/measure-detection.ts';
import { measureFollowers } from './observation/measure-followers.ts';
import { measureOutbox } from './observation/measure-outbox.ts';
import { SIEM } from './siem/place.ts';
import { ReceiverAway } from './siem/receiver.ts';
import { SiemFollower } from './siem/siem-follower.ts';

/** The log as a projection reads it. */
export const logFor = ({ asStored }: Projection, { store, stored }: Engines): EventStore =>
  asStored ? stored : store;

/** The reactors of every context. */
export const reactorsOf = (app: INestApplicationContext): (Reactor | ReadModelReactor)[] =>
  contexts.flatMap(({ reactors = [] }) => reactors.map((reactor) => app.get(reactor, { strict: false })));

/** Every projection and reactor of every context, and the stream to a SIEM where there is one, ready to start. */
export function followersOf(app: INestApplicationContext, engines: Engines): Follower[] {
  const { database, store, notifications, metrics, clock, config } = engines;
  const progress = app.get(ProjectionProgress);
  return [
    ...projections.map((projection) => {
      const log = logOf(() => metrics.followerFailed(projection.name, 'projection'));
      const events = logFor(projection, engines);
      return new ProjectionRunner(database, events, notifications, tracedProjection(projection), log);
    }),
    ...reactorsOf(app).map((reactor) => {
      const log = logOf(() => metrics.followerFailed(reactor.name, 'reactor'));
      return 'reactBetween' in reactor
        ? new ReadModelReactorRunner(
            database,
            store,
            notifications,
            progress,
            tracedReadModelReactor(reactor),
            log,
          )
        : new ReactorRunner(database, store, notifications, tracedReactor(reactor), log);
    }),
    ...(config.siem ? [config.siem] : []).map((siem) => {
      const log = logOf(() => metrics.followerFailed(SIEM, 'stream'));
      return new SiemFollower(database, store, clock, config, siem, log);
    }),
  ];
}

export interface RunningFollowers {
  readonly all: readonly Follower[];
  /** Resolves when the batches under way are done. May be called again. */
  stop(): Promise<void>;
}

/** Starts them all: each is at work here, or stands by while another process is at it. */
export function startFollowers(app: INestApplicationContext, engines: Engines): RunningFollowers {
  const all = followersOf(app, engines);
  measureFollowers(engines, all);
  measureDetection(engines, detectionProjection);
  measureOutbox(engines, app.get(Outbox, { strict: false }));
  for (const follower of all) follower.start();
  return {
    all,
    stop: async () => {
      await Promise.all(all.map((follower) => follower.stop()));
    },
  };
}

const logger = new Logger('Followers');

const logOf = (onFailure: () => void): FollowerLog => ({
  info: (message) => logger.log(message),
  error: (message, error) => {
    onFailure();
    const saysWhy = error instanceof CannotTakeIn || error instanceof ReceiverAway;
    logger.error(`${message}: ${saysWhy ? error.message : reasonOf(error)}`);
  },
});
