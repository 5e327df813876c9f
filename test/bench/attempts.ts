import { randomUUID } from 'node:crypto';
import type { ConnectionsEvent } from '#connections';
import type { EventStore, NewEvent } from '#event-sourcing';
import { DAY_MS } from '#platform';
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

const CODES = 3000;
const WORKING_DAY = { attempts: 4000, fromMs: 6 * 3_600_000, forMs: 11 * 3_600_000 };

/** Writes `events` attempts in the order of their times, as a Caf sees them: 4,000 a working day on 3,000 codes, one in twelve fails. */
export function recordWorkingDays(store: EventStore, events: number): Promise<void> {
  return inParallel(events / PER_CODE, 1, (part) =>
    store.append(
      `connections-W${part}`,
      'any',
      Array.from({ length: PER_CODE }, (_, index) => onWorkingDay(part * PER_CODE + index)),
    ),
  );
}

function onWorkingDay(index: number): NewEvent<LoginAttempted> {
  const { data, metadata, ...event } = attempted(index);
  const code = (index * 7919) % CODES;
  const day = Math.floor(index / WORKING_DAY.attempts);
  const days = day + 2 * Math.floor(day / 5);
  const inDay = (index % WORKING_DAY.attempts) / WORKING_DAY.attempts;
  const at = START + days * DAY_MS - 8 * 3_600_000 + WORKING_DAY.fromMs + inDay * WORKING_DAY.forMs;
  return {
    ...event,
    data: {
      ...data,
      userCode: `A${String(code).padStart(6, '0')}`,
      outcome: index % 12 === 0 ? 'wrong-password' : 'success',
      address: `10.${code % 200}.${Math.floor(code / 200)}.${index % 30 === 0 ? 2 : 1}`,
      userAgent: `Mozilla/5.0 (X11; Linux x86_64; rv:${130 + (code % 15)}.0) Gecko/20100101 Firefox/${130 + (code % 15)}.0`,
    },
    metadata: { ...metadata, occurredAt: new Date(Math.floor(at)).toISOString() },
  };
}
