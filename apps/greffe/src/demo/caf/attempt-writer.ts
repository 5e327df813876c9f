import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Engines } from '#composition';
import type { Attempt } from '#connections';
import type { NewEvent, Position } from '#event-sourcing';
import type { Config } from '#platform';

export type AttemptToRecord = NewEvent<{ type: 'LoginAttempted'; data: Attempt }>;

/** What the thread opens the log with. */
export interface LogToWrite {
  readonly databaseUrl: string;
  readonly config: Pick<Config, 'masterKey' | 'eventStoreUrl'>;
}

/**
 * Writes attempts in a thread of its own, while this one takes in those before: to encrypt and to write 600,000 of them keeps it as busy as
 * all that follows from them.
 */
export class AttemptWriter {
  readonly #thread: Worker;

  constructor({ database, config: { masterKey, eventStoreUrl } }: Pick<Engines, 'database' | 'config'>) {
    const workerData: LogToWrite = { databaseUrl: database.url, config: { masterKey, eventStoreUrl } };
    // Beside this file, which is compiled or not.
    const file = new URL(import.meta.url.replace('attempt-writer', 'attempt-thread'));
    this.#thread = new Worker(file, { workerData });
  }

  /** One call after the other. Answers where the last of them stands. */
  async write(attempts: readonly AttemptToRecord[]): Promise<Position> {
    this.#thread.postMessage(attempts);
    const [position] = await once(this.#thread, 'message');
    return position;
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}
