import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { report } from './figure.ts';
import { withFilledJournal } from './journal-fixture.ts';
import type { Replayed } from './replaying.ts';

const REPLAYING = fileURLToPath(import.meta.resolve('./replaying.ts'));
const TYPESCRIPT = fileURLToPath(import.meta.resolve('../support/typescript.js'));

/**
 * Every rule replayed over the attempts of a year in the journal, against reading the same pages and doing nothing. In a
 * process of its own, with the memory that Node gives one: that of the bench has filled the tables, and more room for young
 * objects than a portal or the command line.
 */
export const detectionReplay = () =>
  withFilledJournal(async ({ attempts, database }) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['--conditions=source', '--import', TYPESCRIPT],
      ...[REPLAYING, database.url],
    ]);
    const { replayMs, readMs, mostMb }: Replayed = JSON.parse(stdout);
    const [value, reference] = [replayMs, readMs].map((ms) => (attempts / ms) * 1000) as [number, number];
    report({
      name: `detection-replay (${attempts} attempts)`,
      value,
      unit: 'attempts/s',
      reference,
      ratio: value / reference,
    });
    report({
      name: 'detection-replay-memory (whole process, at most)',
      value: mostMb,
      unit: 'MB',
      reference: null,
      ratio: null,
    });
  });
