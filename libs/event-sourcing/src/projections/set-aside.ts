import { conflict, type Database, type Instant } from '#platform';
import type { EventStore } from '../event-store.ts';
import type { EventTypes } from '../event-types.ts';
import type { RecordedEvent } from '../events.ts';
import { ERASED } from '../personal-data/declaration.ts';
import type { Position } from '../position.ts';
import { recordDecision } from '../record-decision.ts';
import { completenessOf } from './obstacle.ts';
import type { Projection } from './projection.ts';

export interface EventSetAside {
  readonly type: 'EventSetAside';
  readonly data: {
    readonly projection: string;
    /** The version that goes on without the event: a later one tries again. */
    readonly version: number;
    readonly position: Position;
    /** The same in every store, which a position is not. */
    readonly eventId: string;
    readonly eventType: string;
    readonly reason: string;
  };
}

export const projectionEventTypes: EventTypes<EventSetAside> = {
  EventSetAside: { schema: 1, personal: { fields: { reason: ERASED } } },
};

const streamOf = (projection: string): string => `projection-${projection}`;

/**
 * Decides, on record (stream `projection-<name>`), that a read model goes on without the event that it stands at. It is
 * incomplete from then on, and says so, until a later version has been built that can take the event in.
 * @throws Refusal when the read model does not stand at `position`
 */
export async function setAside(
  database: Database,
  store: EventStore,
  { projection, position, reason }: Pick<EventSetAside['data'], 'projection' | 'position' | 'reason'>,
  now: Instant,
): Promise<void> {
  const standing = (await completenessOf(database)).find(({ name }) => name === projection);
  const obstacle = standing?.obstacle;
  if (obstacle?.position !== position) {
    throw conflict('projection-not-there', `${projection} n’est pas arrêté à cette position`);
  }
  const { version, eventId, type: eventType } = obstacle;
  const decided: EventSetAside = {
    type: 'EventSetAside',
    data: { projection, version, position, eventId, eventType, reason },
  };
  await recordDecision(store, streamOf(projection), decided, now);
}

/** The ids of the events that this version of a projection goes on without. */
export async function setAsideBy(
  store: EventStore,
  { name, version }: Pick<Projection, 'name' | 'version'>,
): Promise<ReadonlySet<string>> {
  const decisions = (await store.readStream(streamOf(name))) as RecordedEvent<EventSetAside>[];
  return new Set(
    decisions
      .map(({ data }) => data)
      .filter((one) => one.version === version)
      .map(({ eventId }) => eventId),
  );
}
