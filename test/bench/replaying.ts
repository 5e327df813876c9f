import 'reflect-metadata';
import { RecordedAttempts } from '#connections';
import { defaultRuleFiles, Engine, rulesOf } from '#detection';
import { Database } from '#platform';
import { observationOfAttempt } from '../../libs/detection/src/read-models/detection/observe.ts';
import { elapsed } from './figure.ts';

const BEGINNING = '2000-01-01T00:00:00.000Z';
const END = '2999-01-01T00:00:00.000Z';

/** What a process that replays tells: milliseconds, and the most megabytes that all of it was resident in. */
export interface Replayed {
  readonly replayMs: number;
  readonly readMs: number;
  readonly mostMb: number;
}

/** Every rule over all attempts of the journal whose PostgreSQL is named; then the same pages, read and dropped. */
const [url = ''] = process.argv.slice(2);
const database = new Database(url);
const recorded = new RecordedAttempts(database);
const engine = new Engine(rulesOf(defaultRuleFiles()));
let most = 0;
const replayMs = await elapsed(async () => {
  for await (const page of recorded.between(BEGINNING, END)) {
    for (const attempt of page) engine.observe(observationOfAttempt(attempt));
    most = Math.max(most, process.memoryUsage.rss());
  }
});
const readMs = await elapsed(async () => {
  for await (const _ of recorded.between(BEGINNING, END));
});
await database.close();
const replayed: Replayed = { replayMs, readMs, mostMb: most / 1e6 };
process.stdout.write(JSON.stringify(replayed));
