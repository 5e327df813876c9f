import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { report } from './figure.ts';
import { withFilledJournal } from './journal-fixture.ts';

const REPLAYING = fileURLToPath(import.meta.resolve('./replaying.js'));

/**
 * Every rule replayed over the attempts of a year in the journal, against reading the same pages and doing nothing; and the
 * most memory that it takes, against that of the process before. In a process of its own, of the built program, with the
 * memory that Node gives a portal or the command line: that of the bench has filled the tables.
 */
export const detectionReplay = () =>
  withFilledJournal(async ({ attempts, database }) => {
    const { stdout } = await promisify(execFile)(process.execPath, [REPLAYING, database.url]);
    const { replayMs, readMs, beforeMb, mostMb } = JSON.parse(stdout) as Record<string, number>;
    report({
      name: `detection-replay (${attempts} attempts)`,
      value: (attempts / replayMs!) * 1000,
      unit: 'attempts/s',
      reference: (attempts / readMs!) * 1000,
      ratio: readMs! / replayMs!,
    });
    report({
      name: 'detection-replay-memory (whole process, at most)',
      value: mostMb!,
      unit: 'MB',
      reference: beforeMb!,
      ratio: mostMb! / beforeMb!,
    });
  });
