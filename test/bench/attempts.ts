import { randomUUID } from 'node:crypto';
import type { ConnectionsEvent } from '#connections';
import type { EventStore, NewEvent } from '#event-sourcing';
import { inParallel } from './figure.ts';

type LoginAttempted = Extract<ConnectionsEvent, { type: 'LoginAttempted' }>;

const PER_CODE = 500;
const START = Date.parse('2026-01-05T08:00:00.000Z');

/** Writes `events` recorded attempts, 500 on each code, beside those of earlier runs. */
export function recordAttempts(store: EventStore, events: number): Promise<void> {
  return inParallel(events / PER_CODE, 4, (code) =>
    store.append(
      `connections-A${String(code).padStart(6, '0')}`,
      'any',
      Array.from({ length: PER_CODE }, (_, index) => attempted(code * PER_CODE + index)),
    ),
  );
}

export function attempted(index: number): NewEvent<LoginAttempted> {
  const id = randomUUID();
  return {
    id,
    type: 'LoginAttempted',
    data: {
      userCode: `A${String(Math.floor(index / PER_CODE)).padStart(6, '0')}`,
      identifierHash: null,
      outcome: index % 11 === 0 ? 'wrong-password' : 'success',
      address: `10.0.${index % 40}.${index % 250}`,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      sessionId: null,
      organism: { id: '21590410000017' },
      count: 1,
      retryAt: null,
    },
    metadata: {
      correlationId: id,
      causationId: id,
      actor: { code: 'bench', role: 'system' as const, organism: null },
      occurredAt: new Date(START + index * 60_000).toISOString(),
    },
  };
}
