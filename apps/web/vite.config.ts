import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { frenchSpaces } from './french-spaces.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Puts beside each script and style sheet the same compressed, which the server sends where the browser takes it. */
const compressed = (): Plugin => ({
  name: 'greffe-compressed',
  writeBundle({ dir = '' }, bundle) {
    for (const file of Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name))) {
      const path = join(dir, file);
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
    }
  },
});

export default defineConfig({
  root: here('.'),
  plugins: [react(), frenchSpaces(here('src')), compressed()],
  // A list of a hundred files says nothing to whoever starts Greffe.
  logLevel: 'warn',
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    // The server's Content-Security-Policy allows no `data:` address.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What several pages share comes in one file, rather than each part in one of its own.
        codeSplitting: { groups: [{ name: 'shared', test: /apps\/web\/src/, minShareCount: 4 }] },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
