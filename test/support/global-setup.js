import './typescript.js';

/** One PostgreSQL for the whole run. `TEST_POSTGRES_URL` set beforehand names another to use. */
export default async function globalSetup() {
  if (process.env.TEST_POSTGRES_URL) return;
  const { startTestCluster } = await import('./test-cluster.ts');
  globalThis.testCluster = await startTestCluster();
  process.env.TEST_POSTGRES_URL = globalThis.testCluster.url;
}
