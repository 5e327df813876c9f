import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../../../test/support/free-port.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { SOCKET, socketFolderIn } from './embedded-urls.ts';
import { serverAccount } from './server-account.ts';
import { packagedBinaries, reachableBinaries, reachableHome } from './server-files.ts';

const SUPPORT = resolve('test/support');
const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? it : it.skip;
const onLinux = process.platform === 'linux' ? it : it.skip;

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A zombie is dead: whether someone takes note of it is not our affair. */
const alive = (pid: number): boolean => {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)])
      .toString()
      .startsWith('Z');
  } catch {
    return false;
  }
};

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const giveUp = Date.now() + 15_000; !(await condition()); await sleep(20)) {
    if (Date.now() > giveUp) throw new Error(`Not within 15 s: ${condition}`);
  }
}

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let dataDir: string;
  const running: EmbeddedPostgres[] = [];
  const processes: ChildProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greffe-embedded-'));
    await chmod(folder, 0o755);
    dataDir = join(folder, 'postgres');
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    for (const child of processes.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = async (options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}) => {
    const server = await startEmbeddedPostgres({ dataDir, durable: false, ...options });
    running.push(server);
    return server;
  };
  const serverPid = async () =>
    Number((await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);

  /** Another process that runs the server: it says its URL, or why it cannot. */
  function startElsewhere(where = dataDir, account: { uid?: number; gid?: number } = {}) {
    const child = spawn(
      process.execPath,
      ['--import', join(SUPPORT, 'typescript.js'), join(SUPPORT, 'embedded-postgres-process.ts'), where],
      { ...account, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH } },
    );
    processes.push(child);
    const said = once(child.stdout!, 'data').then(([line]) => String(line).trim());
    const complained = text(child.stderr!);
    const exited = once(child, 'exit');
    return { child, said, complained, exited };
  }

  async function startElsewhereAndKill(): Promise<number> {
    const { child, said, exited } = startElsewhere();
    await query(
      await said,
      'CREATE TABLE IF NOT EXISTS kept (what text); INSERT INTO kept VALUES ($$ here $$)',
    );
    const pid = await serverPid();
    child.kill('SIGKILL');
    await exited;
    return pid;
  }

  it('starts, stops quickly with connections open, and has the same data and password again', async () => {
    const first = await start({ durable: true });
    await query(first.url, 'CREATE TABLE kept (what text)');
    const open = new pg.Client({ connectionString: first.url });
    open.on('error', () => {});
    await open.connect();
    const pid = await serverPid();
    const before = Date.now();
    await Promise.all([first.stop(), first.stop()]);
    expect(Date.now() - before).toBeLessThan(5000);
    expect(alive(pid)).toBe(false);

    const second = await start();
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    await expect(query(second.url, 'SELECT * FROM kept')).resolves.toEqual([]);
  });

  it('is in UTF-8, in UTC, sorts by code point, and survives a power cut unless told otherwise', async () => {
    const server = await start({ durable: true });
    const [settings] = await query(
      server.url,
      `SELECT datcollate, datlocale, pg_encoding_to_char(encoding) AS encoding, current_setting('TimeZone') AS zone,
              current_setting('fsync') AS fsync, current_setting('listen_addresses') AS listens
         FROM pg_database WHERE datname = current_database()`,
    );
    expect(settings).toEqual({
      datcollate: 'C',
      datlocale: 'C.UTF-8',
      encoding: 'UTF8',
      zone: 'UTC',
      fsync: 'on',
      listens: '127.0.0.1',
    });
  });

  it('is reached by the program through its socket, where the path of that is not too long', async () => {
    const { programUrl } = await start();
    const bySocket = 'SELECT inet_server_addr() IS NULL AS "bySocket"';
    await expect(query(programUrl, bySocket)).resolves.toEqual([{ bySocket: true }]);
    expect(socketFolderIn(`/${'a'.repeat(90)}`)).toBeNull();
  });

  it('is reached by its port where the file system lets it have no socket', async () => {
    const port = await freePort();
    const inTheWay = join(dataDir, `${SOCKET}${port}`);
    await mkdir(join(inTheWay, 'folder'), { recursive: true });
    const { programUrl } = await start({ port });
    const byPort = 'SELECT inet_server_addr() IS NOT NULL AS "byPort"';
    await expect(query(programUrl, byPort)).resolves.toEqual([{ byPort: true }]);
    await rm(inTheWay, { recursive: true });
  });

  it('lets nobody in without the password, which only its user can read', async () => {
    const { url } = await start();
    const wrong = Object.assign(new URL(url), { password: 'guess' }).href;
    await expect(query(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  it('takes the port it is told, and says in one line when another program has it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(
      new EmbeddedPostgresError(`port ${port} on 127.0.0.1 is taken: choose another`),
    );
    other.close();
    await once(other, 'close');
    expect(new URL((await start({ port })).url).port).toBe(String(port));
  });

  it('refuses a folder that another process uses, in one line', async () => {
    await start();
    const { complained } = startElsewhere();
    expect(await complained).toBe(
      `EmbeddedPostgresError: the data folder is in use by process ${process.pid}: stop it, or choose another folder with GREFFE_DATA_DIR\n`,
    );
  });

  it('has one winner when several start together in an empty folder', async () => {
    const where = join(folder, 'contended');
    const starts = [1, 2, 3].map(() => startElsewhere(where));
    const outcomes = await Promise.all(
      starts.map(({ said, complained }) => Promise.race([said, complained])),
    );
    const [winner, ...others] = outcomes.filter((outcome) => outcome.startsWith('postgres://'));
    expect(others).toEqual([]);
    await expect(query(winner!, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    for (const { child } of starts) child.kill();
    await Promise.all(starts.map(({ exited }) => exited));
    expect((await readdir(where)).sort()).toEqual(['cluster', 'password', 'program-password']);
  });

  it('goes down by itself when its process is killed, losing nothing', async () => {
    const pid = await startElsewhereAndKill();
    await until(() => !alive(pid));
    const server = await start();
    expect((await query(server.url, 'SELECT * FROM kept')).length).toBeGreaterThan(0);
  });

  it('is started again at once after its process was killed', async () => {
    const pid = await startElsewhereAndKill();
    await start();
    expect(alive(pid)).toBe(false);
  });

  onLinux('recovers when the server was killed too, and left its pid file', async () => {
    const { child, said } = startElsewhere();
    await query(
      await said,
      'CREATE TABLE IF NOT EXISTS kept (what text); INSERT INTO kept VALUES ($$ here $$)',
    );
    const pid = await serverPid();
    for (const victim of [pid, child.pid!]) process.kill(victim, 'SIGKILL');
    await until(() => !alive(pid));
    expect(await serverPid()).toBe(pid);
    const server = await start();
    expect((await query(server.url, 'SELECT * FROM kept')).length).toBeGreaterThan(0);
    // Its socket and the lock of that; those of the server before are gone.
    const sockets = (await readdir(dataDir)).filter((name) => name.startsWith(SOCKET));
    expect(sockets).toHaveLength(2);
  });

  onLinux('replaces a server that was left running with nobody to own it', async () => {
    const { child, said, exited } = startElsewhere();
    await said;
    const pid = await serverPid();
    const told = (program: string, ...args: string[]) => Number(execFileSync(program, args));
    const shell = told('ps', '-o', 'ppid=', '-p', String(pid));
    const watcher = told('pgrep', '-P', String(shell), 'sh');
    // The watcher first: it stops the server as soon as the process above it hears that the shell is gone.
    for (const victim of [watcher, shell]) process.kill(victim, 'SIGKILL');
    child.kill('SIGKILL');
    await exited;
    await sleep(200);
    expect(alive(pid)).toBe(true);

    const server = await start();
    expect(alive(pid)).toBe(false);
    await expect(query(server.url, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('is not deceived by a pid file whose number now is another program’s', async () => {
    await (await start()).stop();
    await writeFile(
      join(dataDir, 'cluster', 'postmaster.pid'),
      `${process.pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n`,
    );
    await expect(start()).resolves.toBeDefined();
  });

  it('stays its process’s own through a crash inside the server', async () => {
    const server = await start();
    const [backend] = await query<{ pid: number }>(
      server.url,
      `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'process %'`,
    );
    process.kill(backend!.pid, 'SIGKILL');
    const owner = () =>
      query(server.url, `SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid <> ${backend!.pid}`).catch(
        () => [],
      );
    await until(async () => (await owner()).length === 1);
    expect(await startElsewhere().complained).toContain('in use by process');
  });

  it('tells when it ends without having been asked to', async () => {
    const ended = new Promise<Error>((onExit) => {
      start({ onExit });
    });
    await until(() => running.length === 1);
    process.kill(await serverPid(), 'SIGINT');
    expect((await ended).message).toMatch(/^PostgreSQL has stopped by itself: /);
  });

  it('refuses the data of another version in one line', async () => {
    const where = join(folder, 'old');
    await mkdir(join(where, 'cluster'), { recursive: true });
    await writeFile(join(where, 'cluster', 'PG_VERSION'), '15\n');
    if (isRoot) await chown(join(where, 'cluster'), 65534, 65534);
    await expect(start({ dataDir: where })).rejects.toThrow(
      /was written by PostgreSQL 15, and this is postgres .* 18\./,
    );
  });

  it('says in one line that the folder cannot be used', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(start({ dataDir: join(file, 'postgres') })).rejects.toThrow(
      /file\/postgres cannot be used \(E\w+\): choose another folder with GREFFE_DATA_DIR$/,
    );
  });

  asRoot('runs for a user who is not root, in that user’s name', async () => {
    const where = join(folder, 'of-nobody');
    await mkdir(where);
    await chown(where, 65534, 65534);
    const { child, said, exited } = startElsewhere(where, { uid: 65534, gid: 65534 });
    await expect(query(await said, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    child.kill();
    await exited;
    // What that user started, root goes on with.
    await start({ dataDir: where });
    expect((await stat(join(where, 'cluster'))).uid).toBe(65534);
  });

  asRoot('says in one line that the folder is another user’s', async () => {
    const where = join(folder, 'of-root');
    await mkdir(where, { mode: 0o700 });
    expect(await startElsewhere(where, { uid: 65534, gid: 65534 }).complained).toMatch(
      /^EmbeddedPostgresError: .*of-root cannot be written by this user \(uid 65534\): .*\n$/,
    );
  });

  describe('below a folder that its user cannot enter (root)', () => {
    let closed: string;
    let shared: string;
    beforeAll(async () => {
      closed = join(folder, 'closed');
      shared = join(folder, 'shared');
      await mkdir(closed, { mode: 0o700 });
    });

    asRoot('keeps the data elsewhere, behind a link', async () => {
      const account = await serverAccount(join(closed, 'nothing'));
      const where = join(closed, '.data', 'postgres');
      const home = await reachableHome(where, account, shared);
      expect(dirname(home)).toBe(shared);
      expect((await lstat(where)).isSymbolicLink()).toBe(true);
      expect(await realpath(where)).toBe(home);
      expect(await reachableHome(where, account, shared)).toBe(home);
      await start({ dataDir: where });
      expect(await readdir(home)).toContain('cluster');
    });

    asRoot('leaves data that is there where it is, and says what to do', async () => {
      const account = await serverAccount(join(closed, 'nothing'));
      const where = join(closed, 'full');
      await mkdir(join(where, 'cluster'), { recursive: true });
      await expect(reachableHome(where, account, shared)).rejects.toThrow(
        /cannot enter it: open the folders above it/,
      );
    });

    asRoot('copies the programs, once', async () => {
      const account = await serverAccount(join(closed, 'nothing'));
      const { postgres } = await packagedBinaries();
      const checkout = join(closed, 'package');
      await mkdir(checkout);
      execFileSync('cp', [
        '-R',
        dirname(dirname(postgres)),
        join(dirname(dirname(dirname(postgres))), 'package.json'),
        checkout,
      ]);
      const unreachable = {
        initdb: join(checkout, 'native', 'bin', 'initdb'),
        postgres: join(checkout, 'native', 'bin', 'postgres'),
      };
      const binaries = await reachableBinaries(account, Promise.resolve(unreachable), shared);
      expect(dirname(dirname(dirname(binaries.postgres)))).toBe(shared);
      expect(execFileSync(binaries.initdb, ['--version'], { ...account, cwd: '/' }).toString()).toContain(
        '18.',
      );
      const { ctimeMs } = await stat(binaries.postgres);
      await reachableBinaries(account, Promise.resolve(unreachable), shared);
      expect((await stat(binaries.postgres)).ctimeMs).toBe(ctimeMs);
    });
  });
});
