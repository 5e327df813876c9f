import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

const READY = /ready on port \d+|^Greffe est prêt|^Le témoin est prêt/;
/** A machine that does much else at the same time is slow to start a process. */
const SLOW_START_MS = 60_000;

export type AppName = 'portal' | 'projector' | 'worker' | 'greffe';

/** How a process ended: with a code, or by a signal. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const running = new Set<SpawnedApp>();

/** An app of ours in a process of its own, as `npm run build` has made it. */
export class SpawnedApp {
  /** What it has written, on either output. */
  readonly lines: string[] = [];
  readonly ended: Promise<End>;
  readonly #process: ChildProcess;

  constructor(
    readonly name: AppName,
    readonly port: number,
    environment: NodeJS.ProcessEnv,
    command: readonly string[] = name === 'greffe' ? ['start'] : [],
  ) {
    const main = fileURLToPath(import.meta.resolve(`../../dist/apps/${name}/src/main.js`));
    const args = ['--enable-source-maps', main];
    this.#process = spawn(process.execPath, [...args, ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, PORT: String(port), ...environment },
    });
    for (const output of [this.#process.stdout!, this.#process.stderr!]) {
      createInterface(output).on('line', (line) => this.lines.push(line));
    }
    running.add(this);
    this.ended = once(this.#process, 'close').then(([code, signal]) => {
      running.delete(this);
      return { code, signal };
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Waits for a line; fails with all that was written when the process ends before it. */
  async said(wanted: string | RegExp): Promise<string> {
    const isWanted = (line: string) => (typeof wanted === 'string' ? line === wanted : wanted.test(line));
    const line = await eventually(
      () => this.lines.find(isWanted) ?? (running.has(this) ? undefined : 'ended'),
      SLOW_START_MS,
    );
    if (line === 'ended') throw new Error(this.lastWords);
    return line;
  }

  ready(): Promise<string> {
    return this.said(READY);
  }

  /** What a health check answers; null while nothing answers. */
  async health(check: 'live' | 'ready'): Promise<{ status: number; body: unknown } | null> {
    try {
      const answer = await fetch(`${this.url}/api/health/${check}`, { headers: { Connection: 'close' } });
      return { status: answer.status, body: await answer.json() };
    } catch {
      return null;
    }
  }

  /** What keeps it from its work; null when nothing does. */
  async obstacle(): Promise<string | null> {
    const health = await this.health('ready');
    if (health?.status === 200) return null;
    if (!running.has(this)) return this.lastWords;
    return `${this.name} is not ready: ${JSON.stringify(health?.body ?? 'no answer')}`;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** As a crash ends it. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  /** As an operator ends it. */
  stop(): Promise<End> {
    this.signal('SIGTERM');
    return this.ended;
  }

  private get lastWords(): string {
    return `${this.name} has ended:\n${this.lines.join('\n')}`;
  }
}

/** Starts an app on a free port, unless `PORT` says which. */
export async function spawnApp(name: AppName, environment: NodeJS.ProcessEnv): Promise<SpawnedApp> {
  const port = environment.PORT ? Number(environment.PORT) : await freePort();
  return new SpawnedApp(name, port, environment);
}

/** Starts `greffe …`, which listens on `--port`. */
export async function spawnGreffe(...command: readonly string[]): Promise<SpawnedApp> {
  const port = await freePort();
  return new SpawnedApp('greffe', port, {}, [...command, '--port', String(port)]);
}

/** For `afterAll`: kills whatever a failed test has left. */
export async function killSpawnedApps(): Promise<void> {
  await Promise.all([...running].map((app) => app.kill()));
}
