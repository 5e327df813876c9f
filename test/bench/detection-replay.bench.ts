import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { report } from './figure.ts';
import { withFilledJournal } from './journal-fixture.ts';

const REPLAY_PROCESS = fileURLToPath(import.meta.resolve('./replay-process.js'));

/**
 * Every rule replayed over the attempts of a year in the journal, against reading the same pages and doing nothing; and the
 * most memory that the process takes, against what it takes before. It is a process of its own, which runs the built program as a
 * portal or the command line does: this one has the memory that it took to fill the tables.
 */
export const detectionReplay = () =>
  withFilledJournal(async ({ attempts, database }) => {
    const { stdout } = await promisify(execFile)(process.execPath, [REPLAY_PROCESS, database.url]);
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
