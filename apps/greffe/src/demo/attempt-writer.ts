import { Tinypool } from 'tinypool';
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
  #thread: Tinypool | undefined;

  /** @param nodeOptions what Node runs the thread with: as this one, unless a test, whose sources are not compiled, says otherwise */
  constructor(
    { database, config: { masterKey, eventStoreUrl } }: Pick<Engines, 'database' | 'config'>,
    private readonly nodeOptions: { readonly execArgv?: string[] } = {},
  ) {
    this.#log = { databaseUrl: database.url, config: { masterKey, eventStoreUrl } };
  }

  /** One call after the other. Answers where the last of them stands. @throws what ended the thread */
  write(attempts: readonly AttemptToRecord[]): Promise<Position> {
    this.#thread ??= new Tinypool({
      filename: THREAD,
      minThreads: 1,
      maxThreads: 1,
      ...this.nodeOptions,
      workerData: this.#log,
      // Between two calls the thread goes on hearing of keys that are destroyed.
      useAtomics: false,
    });
    return this.#thread.run(attempts);
  }

  async stop(): Promise<void> {
    await this.#thread?.destroy();
  }
}

/** Beside this file, with the same extension: compiled, or not. */
const THREAD = import.meta.url.replace('attempt-writer', 'attempt-thread');
