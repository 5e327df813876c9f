import './typescript.js';

/**
 * One PostgreSQL for the whole run, and temporary files in memory where there is enough of it. `TEST_POSTGRES_URL` set beforehand names
 * another PostgreSQL to use, `TMPDIR` another folder.
 */
export default async function globalSetup() {
  const { memoryFolder } = await import('./memory-folder.ts');
  const folder = await memoryFolder();
  if (folder) process.env.TMPDIR ??= folder;
  if (process.env.TEST_POSTGRES_URL) return;
  const { startTestCluster } = await import('./test-cluster.ts');
  globalThis.testCluster = await startTestCluster();
  process.env.TEST_POSTGRES_URL = globalThis.testCluster.url;
}
