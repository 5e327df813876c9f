import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

/** Lets Node itself import our TypeScript sources: what runs outside jest's own transformation. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    jsc: { rewriteRelativeImportExtensions: false },
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
