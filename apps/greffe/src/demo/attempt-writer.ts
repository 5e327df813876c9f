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
 * Writes attempts in a thread of its own, while the followers of this one take in those before: to encrypt and to write the 600,000 of a
 * whole Caf takes as long as all that follows from them. The thread begins with the first.
 */
export class AttemptWriter {
  readonly #log: LogToWrite;
  #thread: Worker | undefined;

  constructor({ database, config: { masterKey, eventStoreUrl } }: Pick<Engines, 'database' | 'config'>) {
    this.#log = { databaseUrl: database.url, config: { masterKey, eventStoreUrl } };
  }

  /** One call after the other. Answers where the last of them stands. */
  async write(attempts: readonly AttemptToRecord[]): Promise<Position> {
    this.#thread ??= new Worker(THREAD, { workerData: this.#log });
    this.#thread.postMessage(attempts);
    const [position] = await once(this.#thread, 'message');
    return position;
  }

  async stop(): Promise<void> {
    await this.#thread?.terminate();
  }
}

/** Beside this file, with the same extension: compiled, or not. */
const THREAD = new URL(import.meta.url.replace('attempt-writer', 'attempt-thread'));
