import { projections, reactorsOf } from '#composition';
import { ProjectionProgress } from '#event-sourcing';
import type { Database } from '#platform';
import { eventually } from '../support/eventually.ts';
import { type Register, runBeside, type SystemUnderTest } from './system.ts';

const ASK_AGAIN_MS = 1000;
const LOOK_AGAIN_MS = 50;

/**
 * Waits until everything has followed from what was written: read models, reactions, mails. Rejects when nothing has
 * moved for so long.
 */
export async function settle(system: SystemUnderTest, register: Register, withinMs: number): Promise<void> {
  await followed(register, withinMs);
  await mailed(system, register, withinMs);
}

async function followed({ engines, app }: Register, withinMs: number): Promise<void> {
  const { store } = engines;
  const names = [...projections, ...reactorsOf(app)].map(({ name }) => name);
  // Reactors write, too: the head moves on.
  for (let head = await store.head(), seen = ''; head !== seen; head = await store.head()) {
    if (!(await app.get(ProjectionProgress).waitFor(names, head, withinMs))) {
      throw new Error(`Not every projection and reactor has come to ${head}`);
    }
    seen = head;
  }
}

async function mailed(system: SystemUnderTest, register: Register, withinMs: number): Promise<void> {
  const { database } = register.engines;
  let left = await unsent(database);
  for (let moved = performance.now(); left > 0; ) {
    await (system.ask?.('deliver-mail') ?? runBeside(register, 'deliver-mail'));
    const fewer = () => unsent(database).then((now) => now < left);
    if (await eventually(fewer, ASK_AGAIN_MS, LOOK_AGAIN_MS).catch(() => false)) moved = performance.now();
    if (performance.now() - moved > withinMs) throw new Error(`${left} mails have not left`);
    left = await unsent(database);
  }
}

async function unsent(database: Database): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    'SELECT count(*)::int FROM notifications.outbox WHERE sent_at IS NULL AND dropped_at IS NULL',
  );
  return rows[0]!.count;
}
