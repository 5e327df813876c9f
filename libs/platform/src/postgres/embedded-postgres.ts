import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, link, mkdtemp, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { bySocket, DATABASE, OWNER, ownerUrl, programUrl, SOCKET, socketFolderIn } from './embedded-urls.ts';
import { makeProgramRole } from './roles.ts';
import { type ServerAccount, serverAccount } from './server-account.ts';
import { type Binaries, exists, reachableBinaries, reachableHome } from './server-files.ts';
import { claim, endOrphan, Ownership } from './server-ownership.ts';
import { SERVER_ENVIRONMENT, type ServerOptions, ServerProcess } from './server-process.ts';

const run = promisify(execFile);

const START_ATTEMPTS = 20;
const RETRY_MS = 100;

export interface EmbeddedPostgresOptions {
  /** The folder that the server has for itself; created when missing. */
  readonly dataDir: string;
  /** The port on 127.0.0.1; a free one when not given. */
  readonly port?: number;
  /** `false`: nothing survives a power cut, everything is faster. For tests. */
  readonly durable?: boolean;
  /** Hears of it when PostgreSQL ends without having been asked to. */
  readonly onExit?: (error: EmbeddedPostgresError) => void;
}

export interface EmbeddedPostgres {
  /** Connection string of the owner, with the password, as the one that follows: never log it. */
  readonly url: string;
  /** The same database as a role that the owner may share it with: see `shareWithProgram`. */
  readonly programUrl: string;
  /** Ends all connections and the server, keeping the data. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL 18 on loopback, with data in `dataDir`: UTF-8, sorted by code point, in UTC. It stops when
 * asked, and by itself soon after this process ends in whatever way (kill -9 included). A server that runs over the
 * same data all the same is stopped and replaced, unless a living process owns it.
 *
 * Root runs it as the owner of the data, or as `postgres`. What that user cannot reach, below a closed folder
 * such as `/root`, is put in `/var/lib/greffe`.
 *
 * @throws EmbeddedPostgresError in one line: another process uses the folder, port taken, folder out of reach, …
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new EmbeddedPostgresError('the embedded PostgreSQL runs on Linux and macOS: set DATABASE_URL');
  }
  const { port, durable = true } = options;
  const installation = await install(resolve(options.dataDir), durable);
  let socketFolder = socketFolderIn(installation.home);
  for (let attempt = 1; ; attempt++) {
    await endOrphan(installation.cluster, (orphan) => ownerUrl(orphan, installation.password, 'postgres'));
    const chosen = port ?? (await freePort());
    const server = await ServerProcess.start({ ...installation, port: chosen, socketFolder, durable });
    if (server.running) return takeOver({ ...installation, socketFolder }, server, chosen, options.onExit);

    if (server.said('Unix-domain sockets', `${SOCKET}${chosen}.lock`)) {
      // Not every file system has sockets: folders of a Mac in a container have none.
      socketFolder = null;
      continue;
    }
    const portTaken = server.said('could not bind');
    if (portTaken && port)
      throw new EmbeddedPostgresError(`port ${port} on 127.0.0.1 is taken: choose another`);
    // Another start was faster, or the processes of a killed server are still going down.
    const passing = portTaken || server.said('postmaster.pid', 'pre-existing shared memory block');
    if (!passing || attempt === START_ATTEMPTS) {
      throw new EmbeddedPostgresError(`PostgreSQL did not start: ${server.lastWords}`);
    }
    await sleep(RETRY_MS);
  }
}

interface Installation {
  readonly home: string;
  readonly cluster: string;
  readonly initdb: string;
  /** The program `postgres`. */
  readonly program: string;
  readonly account: ServerAccount | undefined;
  readonly password: string;
  readonly programPassword: string;
}

/** Everything but the running server. The second time it finds all in place. */
async function install(dataDir: string, durable: boolean): Promise<Installation> {
  const account = await serverAccount(join(dataDir, 'cluster'));
  const { initdb, postgres: program }: Binaries = await reachableBinaries(account);
  const home = await reachableHome(dataDir, account);
  const passwords = {
    password: await keptPassword(join(home, 'password'), account),
    programPassword: await keptPassword(join(home, 'program-password'), account),
  };
  const installation = { home, cluster: join(home, 'cluster'), initdb, program, account, ...passwords };
  if (await exists(installation.cluster)) await checkVersion(installation);
  else await initialise(installation, durable);
  return installation;
}

async function keptPassword(file: string, account: ServerAccount | undefined): Promise<string> {
  if (!(await exists(file))) {
    const draft = join(dirname(file), `draft-${randomBytes(4).toString('hex')}`);
    await writeFile(draft, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
    if (account) await chown(draft, account.uid, account.gid);
    // A link never overwrites: of two processes that start together, one password wins.
    await link(draft, file).catch(() => {});
    await unlink(draft);
  }
  return (await readFile(file, 'utf8')).trim();
}

async function checkVersion({ cluster, program, account }: Installation): Promise<void> {
  const written = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = await run(program, ['--version'], { ...account, cwd: '/', env: SERVER_ENVIRONMENT });
  if (stdout.includes(` ${written}.`)) return;
  throw new EmbeddedPostgresError(
    `${cluster} was written by PostgreSQL ${written}, and this is ${stdout.trim()}: dump it with the old one, or choose another folder`,
  );
}

/** The cluster appears complete or not at all. */
async function initialise({ home, cluster, initdb, account }: Installation, durable: boolean): Promise<void> {
  const draft = await mkdtemp(join(home, 'draft-'));
  try {
    if (account) await chown(draft, account.uid, account.gid);
    await run(
      initdb,
      [
        `--pgdata=${draft}`,
        `--username=${OWNER}`,
        `--pwfile=${join(home, 'password')}`,
        '--auth=scram-sha-256',
        // The passwords are 24 random bytes: nothing is gained by making each connection compute for milliseconds.
        '--set=scram_iterations=1',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...account, cwd: home, env: SERVER_ENVIRONMENT },
    );
    await rename(draft, cluster);
  } catch (error) {
    // Another start was faster: its cluster is as good.
    if (await exists(cluster)) return;
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new EmbeddedPostgresError(`initdb failed in ${home}: ${(stderr || message).trim().split('\n')[0]}`);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Makes the running server this process's own. */
async function takeOver(
  { home, password, programPassword, socketFolder }: Installation & Pick<ServerOptions, 'socketFolder'>,
  server: ServerProcess,
  port: number,
  onExit: EmbeddedPostgresOptions['onExit'],
): Promise<EmbeddedPostgres> {
  const maintenance = ownerUrl(port, password, 'postgres');
  const urlOfProgram = bySocket(programUrl(port, programPassword), socketFolder);
  let ownership: Ownership | undefined;
  try {
    const client = await claim(maintenance);
    ownership = new Ownership(client, maintenance);
    await ensureDatabase(client);
    await makeProgramRole(client, urlOfProgram);
    await removeLeftovers(home, port);
  } catch (error) {
    await ownership?.release();
    await server.stop();
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(`PostgreSQL does not let us in: ${(error as Error).message}`);
  }

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await ownership.release();
    await server.stop();
  };
  server.exited.then(async () => {
    if (stopping) return;
    await ownership.release();
    onExit?.(new EmbeddedPostgresError(`PostgreSQL has stopped by itself: ${server.lastWords}`));
  });
  return {
    url: bySocket(ownerUrl(port, password), socketFolder),
    programUrl: urlOfProgram,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
}

/**
 * The drafts and sockets that killed starts left: the owner's privilege, since nobody else can still want it. What resists, because a start
 * that came too late is writing it, removes itself.
 */
async function removeLeftovers(home: string, port: number): Promise<void> {
  const own = [`${SOCKET}${port}`, `${SOCKET}${port}.lock`];
  const leftovers = (await readdir(home)).filter(
    (name) => name.startsWith('draft-') || (name.startsWith(SOCKET) && !own.includes(name)),
  );
  await Promise.allSettled(leftovers.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

/** Free now: another program may take it before the server does, hence the new attempts. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
