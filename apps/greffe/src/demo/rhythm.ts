import { hash, randomUUID } from 'node:crypto';
import type { Attempt } from '#connections';
import type { NewEvent } from '#event-sourcing';
import {
  type CalendarDate,
  HOUR_MS,
  type Instant,
  isWorkingDay,
  plusMs,
  startOfDay,
  systemActor,
} from '#platform';

const USER_AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const OPENS = 7.5;
const CLOSES = 18;
const MOST_A_DAY = 7;
const FAILURE_RATE = 0.06;

/** An attempt at a moment, as the log keeps it. */
export function attempted(
  userCode: string,
  organismId: string,
  at: Instant,
  outcome: Attempt['outcome'],
  address: string,
  userAgent = USER_AGENT,
): NewEvent<{ type: 'LoginAttempted'; data: Attempt }> {
  const id = idAt(at);
  return {
    id,
    type: 'LoginAttempted',
    data: {
      userCode,
      outcome,
      address,
      identifierHash: null,
      userAgent,
      sessionId: outcome === 'success' ? randomUUID() : null,
      organism: { id: organismId },
      count: 1,
      retryAt: null,
    },
    metadata: { correlationId: id, causationId: id, actor: systemActor('démonstration'), occurredAt: at },
  };
}

/** Ids in the order of their times (UUID, version 7): an index of them is written to at its end alone. */
function idAt(at: Instant): string {
  const milliseconds = Date.parse(at).toString(16).padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7${randomUUID().slice(15)}`;
}

/** The ordinary connections of one person on one day: office hours of working days, now and then a wrong password. */
export function ordinaryDay(userCode: string, organismId: string, date: CalendarDate) {
  if (!isWorkingDay(date, 'metropole')) return [];
  const chance = chances(`${userCode} ${date}`);
  const address = `10.59.41.${10 + (Number.parseInt(userCode.slice(1), 10) % 40)}`;
  const hours = Array.from(
    { length: Math.floor(chance() * (MOST_A_DAY + 1)) },
    () => OPENS + chance() * (CLOSES - OPENS),
  );
  return hours
    .sort((a, b) => a - b)
    .flatMap((hour) => {
      const wrong =
        chance() < FAILURE_RATE
          ? [attempted(userCode, organismId, at(date, hour), 'wrong-password', address)]
          : [];
      return [...wrong, attempted(userCode, organismId, at(date, hour + 0.01), 'success', address)];
    });
}

/** The moment `hour` (7.5 is half past seven) of a day in Paris; days of a change of hour are Sundays. */
export const at = (date: CalendarDate, hour: number): Instant => hoursAfter(startOfDay(date), hour);

export const hoursAfter = (start: Instant, hours: number): Instant =>
  plusMs(start, Math.round(hours * HOUR_MS));

/** Numbers from 0 to 1 that look like chance, and are the same for the same seed. */
export function chances(seed: string): () => number {
  let state = seed;
  return () => {
    state = hash('sha256', state);
    return Number.parseInt(state.slice(0, 8), 16) / 0x1_0000_0000;
  };
}
