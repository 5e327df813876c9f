import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engines, openEngines } from '#composition';
import { loadConfig } from '#platform';

/** Durable embedded engines in a folder of their own: what a figure is measured on. */
export async function withEngines<T>(work: (engines: Engines) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), `greffe-bench-${randomUUID().slice(0, 8)}-`));
  const engines = await openEngines(loadConfig({ GREFFE_DATA_DIR: dataDir, GREFFE_DEMO: 'off' }));
  try {
    return await work(engines);
  } finally {
    await engines.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
