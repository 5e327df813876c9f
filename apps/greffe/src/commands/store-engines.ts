import { readFileSync } from 'node:fs';
import { type OpenDatabase, openDatabase } from '#composition';
import { type EventStoreDbEventStore, openEventStoreDb, verbatim } from '#event-sourcing';
import { type Config, ConfigurationError, eventStoreUrlProblem } from '#platform';
import { readable } from '../input.ts';
import { registerConfig } from '../with-register.ts';

/** Beside the result, which a program may read. */
export const aside = (line: string): void => void process.stderr.write(`${line}\n`);

export async function withPostgres<T>(
  work: (opened: OpenDatabase, config: Config) => Promise<T>,
): Promise<T> {
  const config = registerConfig();
  const opened = await openDatabase(config, { share: true });
  return work(opened, config).finally(opened.close);
}

/** An address, or what stands in the file of that name: on a command line everybody on the machine reads its password. @throws ConfigurationError */
export const addressIn = (given: string): string =>
  given.includes('://') ? given : readFileSync(readable(given), 'utf8').trim();

/** @throws ConfigurationError */
export async function targetAt(url: string): Promise<EventStoreDbEventStore> {
  const problem = eventStoreUrlProblem(url);
  if (problem) throw new ConfigurationError(`--to ${problem}`);
  return openEventStoreDb(url, verbatim);
}
