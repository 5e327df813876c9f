import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const run = promisify(execFile);

/** The advisory lock that says which process owns the server. Any number, always the same. */
const OWNERSHIP_LOCK = 0x6772_6566;
/** Beyond what any system gives to a process. */
const NOBODY_S_PID = 2 ** 31 - 1;
const POLL_MS = 25;
const CONNECT_MS = 5000;
const PATIENCE_MS = 60_000;

/**
 * Takes the server at `url` for this process. The connection holds it, and its end, however it comes, gives it back:
 * no process number that another program may get, no file that a killed process leaves.
 *
 * @throws EmbeddedPostgresError when a living process has it; otherwise what the connection throws
 */
export async function claim(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    ssl: false,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: `process ${process.pid}`,
  });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ mine: boolean; holder: string | null }>(
    `SELECT pg_try_advisory_lock($1) AS mine,
            (SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
              WHERE locktype = 'advisory' AND objid = $1 AND pid <> pg_backend_pid() LIMIT 1) AS holder`,
    [OWNERSHIP_LOCK],
  );
  if (rows[0]?.mine) return client;
  await client.end();
  throw new EmbeddedPostgresError(
    `the data folder is in use by ${rows[0]?.holder ?? 'another process'}: stop it, or choose another folder with GREFFE_DATA_DIR`,
  );
}

/** Holds the server at `url` through crashes inside it, which end every connection while the server goes on. */
export class Ownership {
  #client: pg.Client;
  #released = false;

  /** `client` comes from `claim(url)`. */
  constructor(
    client: pg.Client,
    private readonly url: string,
  ) {
    this.#client = client;
    this.#watch();
  }

  /** To be called when the server has ended, too. */
  async release(): Promise<void> {
    this.#released = true;
    await this.#client.end();
  }

  #watch(): void {
    this.#client.once('end', async () => {
      while (!this.#released) {
        const again = await claim(this.url).catch(() => sleep(POLL_MS));
        if (!again) continue;
        this.#client = again;
        if (this.#released) await again.end();
        else this.#watch();
        return;
      }
    });
  }
}

/**
 * Makes sure that no server runs over `cluster`: an orphan, whose owner is gone, is stopped; one that is going down
 * is waited for. What a dead server left behind is PostgreSQL's own affair.
 *
 * @throws EmbeddedPostgresError when a living process owns it, or it does not stop
 */
export async function endOrphan(cluster: string, maintenanceUrl: (port: number) => string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const giveUp = Date.now() + PATIENCE_MS;
  for (let stopped: number | undefined; ; await sleep(POLL_MS)) {
    const content = await readFile(pidFile, 'utf8').catch(() => '');
    const [pidLine, , , portLine] = content.split('\n');
    const pid = Number(pidLine);
    if (!pid) return;
    if (!(await isPostgres(pid))) {
      // PostgreSQL would take whatever has the number now, a zombie included, for the server. The rest of the file
      // stays: with it PostgreSQL finds out whether processes of the dead server still touch the data.
      await writeFile(pidFile, content.replace(pidLine!, String(NOBODY_S_PID)));
      return;
    }
    if (pid !== stopped && portLine) {
      const owner = await claim(maintenanceUrl(Number(portLine))).catch(passing);
      if (owner) {
        process.kill(pid, 'SIGINT');
        stopped = pid;
        await owner.end();
      }
    }
    if (Date.now() > giveUp) {
      throw new EmbeddedPostgresError(
        `an older PostgreSQL (process ${pid}) does not stop over ${cluster}: stop it`,
      );
    }
  }
}

/** The server is starting, going down or gone: the caller asks again. What will not change is thrown. */
function passing(error: Error & { code?: string }): undefined {
  if (error instanceof EmbeddedPostgresError) throw error;
  if (error.code === '28P01') {
    throw new EmbeddedPostgresError(
      'a PostgreSQL runs over the data folder with another password than the kept one: stop it',
    );
  }
}

/** Whether `pid` is a living process that runs the program `postgres`. */
async function isPostgres(pid: number): Promise<boolean> {
  const program =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').then(firstArgument, () => '')
      : await run('ps', ['-o', 'comm=', '-p', String(pid)]).then(
          ({ stdout }) => stdout.trim(),
          () => '',
        );
  return basename(program) === 'postgres';
}

const firstArgument = (commandLine: string): string => commandLine.split('\0')[0] ?? '';
