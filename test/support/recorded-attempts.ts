import type { INestApplicationContext } from '@nestjs/common';
import type { ConnectionsEvent } from '#connections';
import { EventStore } from '#event-sourcing';
import type { Instant } from '#platform';
import { attempted } from '../bench/attempts.ts';
import { TOWN } from './small-register.ts';

type Recorded = Extract<ConnectionsEvent, { type: 'LoginAttempted' }>['data'];

/** Attempts on a code of the town as the log has them, as if they had been made at these times. */
export async function recordAttemptsOn(
  app: INestApplicationContext,
  userCode: string,
  attempts: readonly ({ readonly at: Instant } & Partial<Recorded>)[],
): Promise<void> {
  const events = attempts.map(({ at, ...change }) => {
    const { data, metadata, ...event } = attempted(0);
    const about = { ...data, userCode, organism: { id: TOWN.id }, ...change };
    return { ...event, data: about, metadata: { ...metadata, occurredAt: at } };
  });
  await app.get(EventStore, { strict: false }).append(`connections-${userCode}`, 'any', events);
}
