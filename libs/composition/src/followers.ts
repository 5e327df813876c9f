import { type INestApplicationContext, Logger } from '@nestjs/common';
import {
  type Follower,
  type FollowerLog,
  ProjectionRunner,
  type Reactor,
  ReactorRunner,
} from '#event-sourcing';
import { contexts, projections } from './contexts.ts';
import type { Engines } from './engines.ts';

/** Every projection and reactor of every context, ready to start. */
export function followersOf(
  app: INestApplicationContext,
  { database, store, notifications }: Engines,
): Follower[] {
  const reactors: Reactor[] = contexts.flatMap(({ reactors = [] }) =>
    reactors.map((reactor) => app.get(reactor, { strict: false })),
  );
  return [
    ...projections.map((projection) => new ProjectionRunner(database, store, notifications, projection, log)),
    ...reactors.map((reactor) => new ReactorRunner(database, store, reactor, log)),
  ];
}

const logger = new Logger('Followers');
const log: FollowerLog = {
  info: (message) => logger.log(message),
  error: (message, error) => logger.error(`${message}: ${error instanceof Error ? error.message : error}`),
};
