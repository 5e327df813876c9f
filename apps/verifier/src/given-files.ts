import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { GivenFile } from './check.ts';

/** In an archive of the portal, what proves nothing: how to read it, its table, the answer of a third party, and what checks it. */
const BESIDE = ['LISEZ-MOI.txt', 'pieces.csv', 'horodatage.tsr', 'verifier.html', 'verifier.mjs'];

/** Whoever zips the folder again puts its name before those of its files; a Mac adds some of its own. */
const isBeside = (path: string) => [...BESIDE, ''].includes(path.slice(path.lastIndexOf('/') + 1));
const BESIDE_OF_MAC = /^__MACOSX\/|(^|\/)\.DS_Store$/;

/** A file as it was given, or those in it when it is an archive as the portal gives them. */
export function filesIn(name: string, bytes: Uint8Array): GivenFile[] {
  const inside = insideOf(bytes);
  if (!inside) return [fileOf(name, bytes)];
  return Object.entries(inside).map(([one, content]) => fileOf(`${name} : ${one}`, content));
}

/** Null for what is no archive, or none that can be read. */
function insideOf(bytes: Uint8Array): Record<string, Uint8Array> | null {
  try {
    return unzipSync(bytes, { filter: ({ name }) => !BESIDE_OF_MAC.test(name) && !isBeside(name) });
  } catch {
    return null;
  }
}

const fileOf = (name: string, bytes: Uint8Array): GivenFile => ({
  name,
  text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
