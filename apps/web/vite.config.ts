import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './compressed';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  plugins: [react(), compressed()],
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
