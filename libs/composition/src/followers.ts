import { type INestApplicationContext, Logger } from '@nestjs/common';
import {
  type Follower,
  type FollowerLog,
  ProjectionRunner,
  type Reactor,
  ReactorRunner,
  tracedProjection,
  tracedReactor,
} from '#event-sourcing';
import { Outbox } from '#notifications';
import { reasonOf } from '#platform';
import { contexts, projections } from './contexts.ts';
import type { Engines } from './engines.ts';
import { type Watched, watchFollowers } from './observation/watch-followers.ts';
import { watchOutbox } from './observation/watch-outbox.ts';

/** Every projection and reactor of every context, ready to start. */
export function followersOf(app: INestApplicationContext, engines: Engines): Follower[] {
  const { database, store, notifications, metrics } = engines;
  const reactors: Reactor[] = contexts.flatMap(({ reactors = [] }) =>
    reactors.map((reactor) => app.get(reactor, { strict: false })),
  );
  const followers: Watched[] = [
    ...projections.map((projection) => {
      const log = logOf(() => metrics.followerFailed(projection.name, 'projection'));
      const traced = tracedProjection(projection);
      const follower = new ProjectionRunner(database, store, notifications, traced, log);
      return { kind: 'projection', follower, categories: projection.categories } as const;
    }),
    ...reactors.map((reactor) => {
      const log = logOf(() => metrics.followerFailed(reactor.name, 'reactor'));
      const follower = new ReactorRunner(database, store, notifications, tracedReactor(reactor), log);
      return { kind: 'reactor', follower, categories: reactor.categories } as const;
    }),
  ];
  watchFollowers(engines, followers);
  watchOutbox(engines, app.get(Outbox, { strict: false }));
  return followers.map(({ follower }) => follower);
}

const logger = new Logger('Followers');

const logOf = (onFailure: () => void): FollowerLog => ({
  info: (message) => logger.log(message),
  error: (message, error) => {
    onFailure();
    logger.error(`${message}: ${reasonOf(error)}`);
  },
});
