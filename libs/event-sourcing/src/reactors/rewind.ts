import { conflict, type Database, type Instant, invalid } from '#platform';
import type { EventStore } from '../event-store.ts';
import type { EventTypes } from '../event-types.ts';
import { ERASED } from '../personal-data/declaration.ts';
import { isPosition, type Position } from '../position.ts';
import { findCheckpoint } from '../projections/checkpoints.ts';
import { recordDecision } from '../record-decision.ts';

export interface ReactorRewound {
  readonly type: 'ReactorRewound';
  readonly data: {
    readonly reactor: string;
    readonly from: Position;
    readonly to: Position;
    readonly reason: string;
  };
}

export const reactorEventTypes: EventTypes<ReactorRewound> = {
  ReactorRewound: { schema: 1, personal: { fields: { reason: ERASED } } },
};

export interface Rewind {
  readonly reactor: string;
  /** The position last seen, from now on: it is shown again what stands behind it. */
  readonly to: Position;
  readonly reason: string;
}

/**
 * Sets a reactor back, on record: stream `reactor-<name>`. What it did before is not done twice (see `Reactor`). One that
 * is at work takes notice when it next writes down how far it has come.
 * @throws Refusal when it has no checkpoint or is not beyond `to`, or when `to` is no place in the log
 */
export async function rewindReactor(
  database: Database,
  store: EventStore,
  { reactor, to, reason }: Rewind,
  now: Instant,
): Promise<void> {
  if (!isPosition(to) || to > (await store.head())) {
    throw invalid('not-a-place-in-the-log', `«\u00a0${to}\u00a0» n’est pas une position du journal`);
  }
  const from = (await findCheckpoint(database, reactor))?.position;
  if (from === undefined || from <= to) {
    throw conflict('reactor-not-beyond', `${reactor} n’est pas au-delà de cette position`);
  }
  const rewound: ReactorRewound = { type: 'ReactorRewound', data: { reactor, from, to, reason } };
  await recordDecision(store, `reactor-${reactor}`, rewound, now);
  await database.query('UPDATE followers.checkpoints SET position = $2 WHERE name = $1', [reactor, to]);
}
