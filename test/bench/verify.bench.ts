import { logOf, rebuild, START, textOf } from '#event-sourcing';
import {
  ReplacedLogs,
  SealedTree,
  SignedHeads,
  SignHeads,
  sealKeys,
  treeProjection,
  verifySeal,
} from '#sealing';
import { leafHash } from '#transparency';
import { recordAttempts } from './attempts.ts';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const EVENTS = 200_000;
const ROUNDS = 3;

/** A full verification of a sealed log, against a bare loop that reads the same events and hashes the same bytes. */
export const verify = () =>
  withEngines(async ({ config, clock, store, stored, database }) => {
    await recordAttempts(store, EVENTS);
    await database.query('VACUUM ANALYZE event_log.events');
    await rebuild(database, stored, treeProjection);
    const [tree, heads] = [new SealedTree(database), new SignedHeads(database)];
    await new SignHeads(config, tree, heads, new ReplacedLogs(database), clock).reactBetween(START, START);
    const log = { stored, tree, heads, keys: sealKeys(config) };
    const rounds: { ours: number; bare: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const bareMs = await elapsed(async () => {
        for await (const event of logOf(stored)) leafHash(textOf(event));
      });
      const ourMs = await elapsed(async () => {
        const { sealed, faults } = await verifySeal(log);
        if (sealed < EVENTS || faults.length > 0) throw new Error('The log does not verify');
      });
      rounds.push({ ours: (EVENTS / ourMs) * 1000, bare: (EVENTS / bareMs) * 1000 });
    }
    report({
      name: 'verify',
      value: median(rounds.map(({ ours }) => ours)),
      unit: 'events/s',
      reference: median(rounds.map(({ bare }) => bare)),
      ratio: median(rounds.map(({ ours, bare }) => ours / bare)),
    });
  });
