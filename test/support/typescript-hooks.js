import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync, version } from '@swc/core';

const OPTIONS = { jsc: { rewriteRelativeImportExtensions: false }, sourceMaps: 'inline' };
/** What has been transformed once, by any process, is not transformed again. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/typescript/', import.meta.url));
const SETTINGS = `${version} ${JSON.stringify(OPTIONS)} ${readFileSync(new URL('../../.swcrc', import.meta.url))}`;
mkdirSync(CACHE, { recursive: true });

/** Our packages are their TypeScript sources: the `source` condition of package.json's `imports`. */
export function resolve(specifier, context, nextResolve) {
  if (!specifier.startsWith('#')) return nextResolve(specifier, context);
  return nextResolve(specifier, { ...context, conditions: [...context.conditions, 'source'] });
}

/** Lets Node itself import our TypeScript sources. */
export function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  return { format: 'module', source: transformed(fileURLToPath(url)), shortCircuit: true };
}

function transformed(path) {
  const source = readFileSync(path, 'utf8');
  const kept = `${CACHE}${createHash('sha256').update(`${SETTINGS}\0${path}\0${source}`).digest('hex')}.js`;
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const { code } = transformSync(source, { ...OPTIONS, filename: path });
    const draft = `${kept}.${randomUUID()}`;
    writeFileSync(draft, code);
    renameSync(draft, kept);
    return code;
  }
}
