import { logOf, rebuild, textOf } from '#event-sourcing';
import { treeProjection } from '#sealing';
import { leafHash } from '#transparency';
import { recordAttempts } from './attempts.ts';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const EVENTS = 200_000;
const ROUNDS = 3;

/** The tree catching up on a log that was never sealed, against a bare loop that reads the same events and hashes the same bytes. */
export const sealing = () =>
  withEngines(async ({ store, stored, database }) => {
    await recordAttempts(store, EVENTS);
    await database.query('VACUUM ANALYZE event_log.events');
    const rounds: { ours: number; bare: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const bareMs = await elapsed(async () => {
        for await (const event of logOf(stored)) leafHash(textOf(event));
      });
      const ourMs = await elapsed(() => rebuild(database, stored, treeProjection));
      rounds.push({ ours: (EVENTS / ourMs) * 1000, bare: (EVENTS / bareMs) * 1000 });
    }
    report({
      name: 'sealing',
      value: median(rounds.map(({ ours }) => ours)),
      unit: 'events/s',
      reference: median(rounds.map(({ bare }) => bare)),
      ratio: median(rounds.map(({ ours, bare }) => ours / bare)),
    });
  });
