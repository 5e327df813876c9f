import { eventSerializer } from '#composition';
import { journalProjection } from '#connections';
import { PostgresEventStore, rebuild } from '#event-sourcing';
import { recordAttempts } from './attempts.ts';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const EVENTS = 200_000;
const ROUNDS = 3;

/** The journal catching up on attempts that are encrypted, against the same that are not. */
export async function catchUpEncrypted(): Promise<void> {
  const encrypted = await rates(true);
  const plain = await rates(false);
  report({
    name: 'catch-up-encrypted',
    value: median(encrypted),
    unit: 'events/s',
    reference: median(plain),
    ratio: median(encrypted) / median(plain),
  });
}

async function rates(isEncrypted: boolean): Promise<number[]> {
  const all: number[] = [];
  await withEngines(async ({ store, database, notifications }) => {
    const log = isEncrypted ? store : new PostgresEventStore(database, notifications, eventSerializer);
    await recordAttempts(log, EVENTS);
    await database.query('VACUUM ANALYZE event_log.events');
    for (let round = 0; round < ROUNDS; round++) {
      const ms = await elapsed(() => rebuild(database, log, journalProjection));
      all.push((EVENTS / ms) * 1000);
    }
  });
  return all;
}
