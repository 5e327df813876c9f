import { followersOf } from '#composition';
import { ProjectionProgress } from '#event-sourcing';
import type { Database } from '#platform';
import { eventually } from '../support/eventually.ts';
import type { Register, Stage } from './stage.ts';

const ASK_AGAIN_MS = 1000;

/** Waits until everything has followed from what was written: read models, reactions, mails. Rejects when it does not. */
export async function settle(stage: Stage, { engines, app }: Register, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  const { store, database } = engines;
  const names = followersOf(app, engines).map(({ name }) => name);
  // Reactors write, too.
  for (let head = await store.head(), seen = ''; head !== seen; head = await store.head()) {
    const left = deadline - performance.now();
    if (!(await app.get(ProjectionProgress).waitFor(names, head, left))) {
      throw new Error(`Not every projection and reactor has come to ${head}`);
    }
    seen = head;
  }
  while (await unsent(database)) {
    if (performance.now() > deadline) throw new Error(`${await unsent(database)} mails have not left`);
    await stage.ask('deliver-mail');
    await eventually(async () => (await unsent(database)) === 0, ASK_AGAIN_MS).catch(() => {});
  }
}

async function unsent(database: Database): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    'SELECT count(*)::int FROM notifications.outbox WHERE sent_at IS NULL AND dropped_at IS NULL',
  );
  return rows[0]!.count;
}
