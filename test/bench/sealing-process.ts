import 'reflect-metadata';
import { openEngines } from '#composition';
import { ProjectionRunner } from '#event-sourcing';
import { loadConfig } from '#platform';
import { treeProjection } from '#sealing';

/** Seals the log of the data folder that is named, as a projector does beside a portal, while it is asked to. */
const [dataDir] = process.argv.slice(2);
const config = loadConfig({ GREFFE_DATA_DIR: dataDir, GREFFE_DEMO: 'off' });
const { database, stored, notifications, close } = await openEngines(config, { share: true });
let sealing: ProjectionRunner | undefined;

process.on('message', async (asked: 'seal' | 'rest' | 'end') => {
  if (asked === 'seal') {
    sealing = new ProjectionRunner(database, stored, notifications, treeProjection, console);
    sealing.start();
  } else {
    await sealing?.stop();
  }
  if (asked === 'end') {
    await close();
    process.disconnect();
  } else process.send!('done');
});
process.send!('ready');
