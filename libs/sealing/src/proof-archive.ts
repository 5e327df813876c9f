import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Instant, zip } from '#platform';

/** Where the build puts what checks proofs, seen from where the programs are started: a page, and a file for Node. */
const VERIFIER_FOLDER = resolve('dist/verifier');
const VERIFIERS = ['verifier.html', 'verifier.mjs'];

export interface ArchivedFile {
  /** Of ASCII. */
  readonly name: string;
  readonly content: string | Buffer;
}

/** What is proved, with what it is, the public keys, and what checks it without Greffe. */
export function proofArchive(
  about: string,
  keys: readonly string[],
  proved: readonly ArchivedFile[],
  now: Instant,
): AsyncIterable<Buffer> {
  const files = [
    { name: 'LISEZ-MOI.txt', content: about },
    { name: 'cles.txt', content: keys.map((key) => `${key}\n`).join('') },
    ...proved,
    ...VERIFIERS.map((name) => ({ name, content: readFileSync(join(VERIFIER_FOLDER, name), 'utf8') })),
  ];
  return zip(
    files.map(({ name, content }) => ({ name, content: once(content) })),
    now,
  );
}

async function* once<Content>(content: Content): AsyncGenerator<Content> {
  yield content;
}
