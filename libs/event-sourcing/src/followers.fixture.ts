import { randomUUID } from 'node:crypto';
import { systemActor } from '#platform';
import { eventually } from '../../../test/support/eventually.ts';
import type { TestLog } from '../../../test/support/test-log.ts';
import type { CounterEvent, Total } from './counter.fixture.ts';
import type { NewEvent } from './events.ts';
import type { Follower } from './follower.ts';
import { formatPosition, type Position } from './position.ts';

const origin = randomUUID();
const metadata = {
  correlationId: origin,
  causationId: origin,
  actor: systemActor('test'),
  occurredAt: '2026-03-02T09:00:00.000Z',
};

export const counts = (...by: number[]): NewEvent<CounterEvent>[] =>
  by.map((n) => ({ type: 'Counted', data: { by: n }, id: randomUUID(), metadata }));

/** Appends `count` events to each of some streams, all at once. */
export async function writeToMany({ store }: TestLog, streams: number, count: number): Promise<Position> {
  const written = await Promise.all(
    Array.from({ length: streams }, async (_, stream) => {
      let position = '';
      for (let n = 0; n < count; n += 2) {
        const append = store.append(`counter-${stream}`, 'any', counts(1, 2));
        ({ position } = await append);
      }
      return position;
    }),
  );
  return written.sort().at(-1)!;
}

export async function totals({ database }: TestLog, schema = 'tally'): Promise<Total[]> {
  const { rows } = await database.query<Total>(`SELECT * FROM ${schema}.totals ORDER BY stream COLLATE "C"`);
  return rows;
}

/** Cuts the connections that hold an advisory lock, as those of active followers do; answers how many. */
export async function killActive({ database }: TestLog): Promise<number> {
  const { rowCount } = await database.query(`SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  return rowCount ?? 0;
}

/** What a PostgreSQL that is newer than the log says. */
export async function putAheadOfLog({ database }: TestLog, name: string): Promise<void> {
  const { rowCount } = await database.query(
    'UPDATE followers.checkpoints SET position = $2 WHERE name = $1',
    [name, formatPosition(2n ** 62n, 0n)],
  );
  if (rowCount !== 1) throw new Error(`${name} has no checkpoint`);
}

export async function activeOf(followers: readonly Follower[]): Promise<Follower> {
  return (await eventually(() => followers.find(({ state }) => state === 'active')))!;
}

/** Stops what a test has started, however it ends. */
export class Started {
  readonly #followers: Follower[] = [];

  start<T extends Follower>(follower: T): T {
    this.#followers.push(follower);
    follower.start();
    return follower;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#followers.splice(0).map((follower) => follower.stop()));
  }
}
