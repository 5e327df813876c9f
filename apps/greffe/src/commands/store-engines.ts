import { existsSync, readFileSync } from 'node:fs';
import { type OpenDatabase, openDatabase } from '#composition';
import { type EventStoreDbEventStore, openEventStoreDb, verbatim } from '#event-sourcing';
import { type Config, ConfigurationError, eventStoreUrlProblem, loadConfig } from '#platform';

/** Beside the result, which a program may read. */
export const aside = (line: string): void => void process.stderr.write(`${line}\n`);

export async function withPostgres<T>(
  work: (opened: OpenDatabase, config: Config) => Promise<T>,
): Promise<T> {
  const config = loadConfig(process.env);
  const opened = await openDatabase(config, { share: true });
  return work(opened, config).finally(opened.close);
}

/** An address, or what stands in the file of that name: on a command line everybody on the machine reads its password. */
export const addressIn = (given: string): string =>
  existsSync(given) ? readFileSync(given, 'utf8').trim() : given;

/** @throws ConfigurationError */
export async function targetAt(url: string): Promise<EventStoreDbEventStore> {
  const problem = eventStoreUrlProblem(url);
  if (problem) throw new ConfigurationError(`--to ${problem}`);
  return openEventStoreDb(url, verbatim);
}
