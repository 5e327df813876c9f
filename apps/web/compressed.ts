import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const READ_AS_TEXT = /\.(js|css)$/;

/** Puts beside each script and style sheet the same compressed, which the server sends where the browser takes it. */
export const compressed = (): Plugin => ({
  name: 'greffe-compressed',
  writeBundle({ dir = '' }, bundle) {
    for (const file of Object.keys(bundle).filter((name) => READ_AS_TEXT.test(name))) {
      const path = join(dir, file);
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
    }
  },
});
