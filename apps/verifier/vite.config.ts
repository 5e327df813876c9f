import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { frenchSpaces } from '../web/french-spaces.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const outDir = here('../../dist/verifier');

/** One page without anything beside it; the register's own code checks, on what stands for Node there. */
const page: UserConfig = {
  plugins: [frenchSpaces(here('src')), viteSingleFile()],
  resolve: { conditions: ['source'], alias: { 'node:crypto': here('src/node-crypto.ts') } },
  build: { outDir, emptyOutDir: true, rollupOptions: { input: here('verifier.html') } },
};

/** One file for Node (`--mode node`). */
const node: UserConfig = {
  plugins: [frenchSpaces(here('src'))],
  resolve: { conditions: ['source'] },
  ssr: { noExternal: true, resolve: { conditions: ['source'] } },
  build: {
    outDir,
    emptyOutDir: false,
    ssr: here('src/node.ts'),
    rollupOptions: { output: { entryFileNames: 'verifier.mjs' } },
  },
};

export default defineConfig(({ mode }) => ({
  root: here('.'),
  logLevel: 'warn',
  ...(mode === 'node' ? node : page),
}));
