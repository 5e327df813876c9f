import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventSerializer } from '#composition';
import { openEventStoreDb } from '#event-sourcing';
import { eventually } from '../../support/eventually.ts';

/** Runs one node of EventStoreDB in the foreground, on `PORT`, over the folder `DATA_DIR`; null where there is none. */
export const eventStoreCommand: string | null = process.env.FAULTS_EVENTSTORE || null;

/** Of our programs, where whoever rehearses has them set: a server takes each for an option that it does not know, and ends. */
const NOT_FOR_THE_SERVER = {
  EVENTSTORE_URL: undefined,
  EVENTSTORE_URL_FILE: undefined,
  EVENTSTORE_ADMIN_URL: undefined,
  EVENTSTORE_ADMIN_URL_FILE: undefined,
};

const ANSWERS_WITHIN_MS = 120_000;
const LOOK_AGAIN_MS = 100;
const START_AGAIN_MS = 500;

/** Each in a group of its own, which Ctrl+C does not reach: they end with this process. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const { pid } of running) process.kill(-pid!, 'SIGKILL');
});

/** A real EventStoreDB of one system's own, without TLS, which comes back at the same address over the same folder. */
export class EventStoreNode {
  #process!: ChildProcess;
  #isWanted = false;

  /** `environment` is what the command is told besides. */
  constructor(
    private readonly command: string,
    private readonly dataDir: string,
    readonly port: number,
    private readonly environment: NodeJS.ProcessEnv = {},
  ) {}

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    this.#isWanted = true;
    this.spawn();
    await eventually(() => this.answers(), ANSWERS_WITHIN_MS, LOOK_AGAIN_MS);
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(-this.#process.pid!, signal);
  }

  /** With SIGTERM as an operator ends it, with SIGKILL as a crash does. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#isWanted = false;
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.signal(signal);
    await once(this.#process, 'exit');
  }

  /**
   * Started again when it ends by itself, as a supervisor does: a node that has what the others lack cuts its log, and ends
   * to begin anew.
   */
  private spawn(): void {
    const spawned = spawn('sh', ['-c', this.command], {
      // A group of its own: what the command starts gets its signals too.
      detached: true,
      // A command that is none says so there.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        ...NOT_FOR_THE_SERVER,
        ...this.environment,
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
      },
    });
    this.#process = spawned;
    running.add(spawned);
    spawned.once('exit', () => {
      running.delete(spawned);
      if (this.#isWanted) setTimeout(() => this.#isWanted && this.spawn(), START_AGAIN_MS);
    });
  }

  private async answers(): Promise<boolean> {
    const store = await openEventStoreDb(this.url, eventSerializer);
    await store.close();
    return true;
  }
}
