import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder for the data of a Greffe, which the user of PostgreSQL may enter: as root, its files would else lie in
 * `/var/lib/greffe`, and stay there when the folder is removed.
 */
export async function newDataFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await chmod(folder, 0o755);
  return folder;
}
