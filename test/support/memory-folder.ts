import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';

/** Where Linux keeps files in memory. */
const FOLDER = '/dev/shm';
const GIB = 2 ** 30;
const FILES = 2 * GIB;
const PROGRAMS = 4 * GIB;

/**
 * A folder in memory, for the databases that tests make by the hundred: on a disk, to copy one takes longer than most suites do. Null where
 * there is none, or memory is short.
 */
export async function memoryFolder(): Promise<string | null> {
  const files = await statfs(FOLDER).catch(() => null);
  if (!files || files.bavail * files.bsize < FILES || freemem() < FILES + PROGRAMS) return null;
  return FOLDER;
}
