import 'reflect-metadata';
import { RecordedAttempts } from '#connections';
import { defaultRuleFiles, Engine, observationOfAttempt, rulesOf } from '#detection';
import { Database } from '#platform';

const BEGINNING = '2000-01-01T00:00:00.000Z';
const END = '2999-01-01T00:00:00.000Z';

/*
 * Every rule over all attempts of the journal whose PostgreSQL is named; then the same pages, read and dropped. Tells, as JSON,
 * the milliseconds of both, and the megabytes in which all of this process was resident: before, and at most.
 */
const [url = ''] = process.argv.slice(2);
const resident = () => process.memoryUsage.rss() / 1e6;

const database = new Database(url);
const recorded = new RecordedAttempts(database);
const engine = new Engine(rulesOf(defaultRuleFiles()));
const beforeMb = resident();
let mostMb = 0;
const begin = performance.now();
for await (const page of recorded.between(BEGINNING, END)) {
  for (const attempt of page) engine.observe(observationOfAttempt(attempt));
  mostMb = Math.max(mostMb, resident());
}
const replayed = performance.now();
for await (const _ of recorded.between(BEGINNING, END));
const read = performance.now();
await database.close();
process.stdout.write(
  JSON.stringify({ replayMs: replayed - begin, readMs: read - replayed, beforeMb, mostMb }),
);
