import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const run = promisify(execFile);

/** The account a server process runs under: what `child_process` takes as options. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account PostgreSQL must run under, or `undefined` for the present one. PostgreSQL refuses to run as
 * root: root runs it as the owner of the cluster, and a new cluster as the `postgres` user, created when the
 * machine has none.
 *
 * @throws EmbeddedPostgresError when there is no such account to be had
 */
export async function serverAccount(cluster: string): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner) {
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
    throw new EmbeddedPostgresError(
      `${cluster} belongs to root, and PostgreSQL does not run as root: run "chown -R postgres ${cluster}"`,
    );
  }
  return (await postgresUser()) ?? (await createPostgresUser());
}

async function postgresUser(): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createPostgresUser(): Promise<ServerAccount> {
  const problem = await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).then(
    () => 'it does not appear',
    ({ stderr, message }: { stderr?: string; message: string }) => stderr?.trim() || message,
  );
  const account = await postgresUser();
  if (account) return account;
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and the user "postgres" cannot be created (${problem.split('\n')[0]}): create it, run as another user, or set DATABASE_URL`,
  );
}
