import type { Engines } from '#composition';
import { ProjectionProgress } from '#event-sourcing';
import { killSpawnedApps, type SpawnedApp, spawnApp } from '../support/spawn-app.ts';
import { attempted } from './attempts.ts';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const ROUNDS = 10;
const LONGEST_WAIT_MS = 30_000;

/**
 * From the kill -9 of the projector at work until the other, which stood by, has taken every projection and reactor past
 * what was written after the kill. There is nothing to compare it with.
 */
export const projectorTakeOver = () =>
  withEngines(async (engines) => {
    const seconds: number[] = [];
    try {
      let active = await startProjector(engines);
      for (let round = 0; round < ROUNDS; round++) {
        const standby = await startProjector(engines);
        seconds.push((await elapsed(() => takeOver(engines, active))) / 1000);
        active = standby;
      }
    } finally {
      await killSpawnedApps();
    }
    report({ name: 'projector-take-over', value: median(seconds), unit: 's', reference: null, ratio: null });
  });

async function startProjector({ config, database }: Engines): Promise<SpawnedApp> {
  const projector = await spawnApp('projector', {
    GREFFE_DATA_DIR: config.dataDir,
    DATABASE_URL: database.url,
    GREFFE_SECRET: config.secret,
    GREFFE_MASTER_KEY: config.masterKey,
  });
  await projector.ready();
  return projector;
}

async function takeOver({ database, notifications, store }: Engines, active: SpawnedApp): Promise<void> {
  const progress = new ProjectionProgress(database, notifications, store);
  const names = (await progress.checkpoints()).map(({ name }) => name);
  await active.kill();
  const { position } = await store.append('connections-A000000', 'any', [attempted(0)]);
  if (!(await progress.waitFor(names, position, LONGEST_WAIT_MS))) throw new Error('Nobody took over');
}
