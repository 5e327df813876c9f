import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * The text kept in `file`: what `make` gives when there is none, then always the same. Readable by its owner only.
 * @throws the system's error when the file cannot be read or written, an Error when it is a folder or a device: those stay as they are
 */
export function keptFile(file: string, make: () => string): string {
  if (!existsSync(file)) create(file, make());
  if (!statSync(file).isFile()) throw new Error(`${file} is no file`);
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}

/** Puts something else in the place of what is kept, whole or not at all. */
export function replaceKeptFile(file: string, content: string | Buffer): void {
  const draft = draftOf(file);
  writeFileSync(draft, content, DRAFT);
  renameSync(draft, file);
}

function create(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = draftOf(file);
  try {
    writeFileSync(draft, text, DRAFT);
    // A link never overwrites: of two processes that start together, one text wins.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** On the disk before it has its name: what is written elsewhere under a key must not outlive it in a power cut. */
const DRAFT = { mode: 0o600, flag: 'wx', flush: true } as const;

const draftOf = (file: string): string => `${file}.${randomBytes(4).toString('hex')}`;
