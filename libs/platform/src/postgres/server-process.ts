import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { ServerAccount } from './server-account.ts';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const LINES_KEPT = 50;

/** Nothing of our own environment (PGDATA, PGPORT, LC_ALL, …) reaches PostgreSQL's programs. */
export const SERVER_ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * Runs the server beside a watcher that sends it SIGINT ("fast shutdown") when the pipe on standard input closes:
 * by us to stop it, or by the system when this process has died. It insists: a server that has only just been started
 * does not hear the first signal.
 */
const WATCHED_SERVER = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
(
  read -r _ <&3
  trap 'kill $nap; wait $nap; exit' TERM
  while kill -INT $server; do sleep 1 & nap=$!; wait $nap; done
) 2>/dev/null & watcher=$!
wait $server; code=$?
kill $watcher 2>/dev/null; wait $watcher
exit $code`;

export interface ServerOptions {
  /** The program `postgres`. */
  readonly program: string;
  readonly cluster: string;
  readonly account: ServerAccount | undefined;
  readonly port: number;
  /** Where its socket is to be; null for none. */
  readonly socketFolder: string | null;
  readonly durable: boolean;
}

/** A PostgreSQL server that lives no longer than this process. */
export class ServerProcess {
  readonly #process: ChildProcess;
  readonly #lines: string[] = [];
  /** When the server has ended, for whatever reason. */
  readonly exited: Promise<void>;

  private constructor(process: ChildProcess) {
    this.#process = process;
    process.stdin!.on('error', () => {});
    // 'close' and not 'exit': by then we have read the server's last words.
    this.exited = once(process, 'close').then(() => {
      process.stdin!.destroy();
    });
  }

  /**
   * Starts the server and waits until it accepts connections, or has ended: see `running`.
   *
   * @throws EmbeddedPostgresError when it does neither within a minute
   */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const { program, cluster, account } = options;
    const flags = Object.entries(settings(options)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // Detached: Ctrl-C reaches this process only, which stops the server when it no longer needs it.
    const process = spawn(
      '/bin/sh',
      ['-c', WATCHED_SERVER, 'greffe-postgres', program, '-D', cluster, ...flags],
      {
        ...account,
        cwd: cluster,
        env: SERVER_ENVIRONMENT,
        stdio: ['pipe', 'ignore', 'pipe'],
        detached: true,
      },
    );
    await once(process, 'spawn');
    const server = new ServerProcess(process);
    if (await server.#answers()) return server;
    await server.stop();
    throw new EmbeddedPostgresError(`PostgreSQL did not answer within ${START_TIMEOUT_MS / 1000} s`);
  }

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Why it ended, in its own words. */
  get lastWords(): string {
    return (
      this.#lines.findLast((line) => /^(FATAL|PANIC):/.test(line)) ?? this.#lines.at(-1) ?? 'no reason given'
    );
  }

  /** Whether its log has a line with one of `phrases`, among the last ones. */
  said(...phrases: string[]): boolean {
    return this.#lines.some((line) => phrases.some((phrase) => line.includes(phrase)));
  }

  /** Ends the connections and the server, and waits for it. */
  async stop(): Promise<void> {
    this.#process.stdin!.destroy();
    const outOfPatience = setTimeout(() => process.kill(-this.#process.pid!, 'SIGQUIT'), STOP_TIMEOUT_MS);
    await this.exited;
    clearTimeout(outOfPatience);
  }

  /** `false` when time is up before the server is ready or has ended. */
  async #answers(): Promise<boolean> {
    const log = createInterface(this.#process.stderr!);
    const ready = new Promise<true>((done) => {
      log.on('line', (line) => {
        this.#lines.push(line);
        if (this.#lines.length > LINES_KEPT) this.#lines.shift();
        if (line.includes('database system is ready to accept connections')) done(true);
      });
    });
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<false>((done) => {
      timer = setTimeout(() => done(false), START_TIMEOUT_MS);
    });
    return Promise.race([ready, this.exited.then(() => true), tooLate]).finally(() => clearTimeout(timer));
  }
}

const settings = ({ port, socketFolder, durable }: ServerOptions): Record<string, string | number> => ({
  listen_addresses: '127.0.0.1',
  port,
  // A list of folders: in quotes, a comma in the path divides nothing.
  unix_socket_directories: socketFolder === null ? '' : `"${socketFolder.replaceAll('"', '""')}"`,
  max_connections: 200,
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  log_line_prefix: '',
  // No personal data in the log: no errors of statements, whose text and DETAIL hold values.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  ...(durable ? {} : THROW_AWAY),
});

/** For tests: many registers use it at once, and nothing of it has to last. */
const THROW_AWAY = {
  max_connections: 500,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
};
