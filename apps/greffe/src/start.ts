import { mkdirSync } from 'node:fs';
import { endOnSignal, openEngines } from '#composition';
import { expectFreePorts, type Settings, withKeptSecrets } from '#platform';
import { expectCheckpointDir, expectSealKeys } from '#sealing';
import { removeUnfinishedDemo } from './demo/unfinished.ts';
import { launch } from './launch.ts';

/** Everything in one process, on whatever engines the configuration names, until Ctrl-C or SIGTERM. */
export async function start(settings: Settings): Promise<void> {
  await expectFreePorts(settings);
  expectCheckpointDir(settings);
  expectSealKeys(settings);
  say('Greffe démarre…');
  await removeUnfinishedDemo(settings, say);
  const config = withKeptSecrets(settings);
  mkdirSync(config.dataDir, { recursive: true });
  const engines = await openEngines(config);
  const { url, welcome, stop } = await launch(engines, say).catch(async (error) => {
    await engines.close();
    throw error;
  });
  const asked = endOnSignal(() => say('Arrêt immédiat.'));
  if (welcome) say(`\n${welcome}\n`);
  say(`Greffe est prêt : ${url}   (données dans ${config.dataDir} ; Ctrl-C pour arrêter)`);

  await asked;
  say('Arrêt…');
  await stop();
  await engines.close();
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
