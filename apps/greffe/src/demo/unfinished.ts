import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, emptyEmbeddedPostgres, type Settings } from '#platform';

/** There while the demonstration data are being prepared: whoever finds it is in a register that holds a part of them. */
const markOf = ({ dataDir }: Settings): string => join(dataDir, 'demonstration-unfinished');

/** What the mark says of a register on engines that Greffe runs for itself, which are in its folder and hold nothing else. */
const OWN = 'embedded\n';
const isOnOwnEngines = ({ databaseUrl, eventStoreUrl }: Settings): boolean => !databaseUrl && !eventStoreUrl;

/** Does `work`, which fills the register, and leaves a mark where it was interrupted. */
export async function whileUnfinished(config: Settings, work: () => Promise<void>): Promise<void> {
  writeFileSync(markOf(config), isOnOwnEngines(config) ? OWN : '', { flush: true });
  await work();
  rmSync(markOf(config));
}

/**
 * What an interrupted preparation has left is removed, so that it begins anew: a part of the demonstration cannot be gone on with,
 * and has perhaps no code to sign in with. On engines of others nothing is removed, nor
 * where it was prepared on those: what the folder holds besides is another register.
 * @throws ConfigurationError where it is left as it is
 */
export async function removeUnfinishedDemo(config: Settings, say: (line: string) => void): Promise<void> {
  if (!existsSync(markOf(config))) return;
  const isOfOwn = isOnOwnEngines(config) && readFileSync(markOf(config), 'utf8') === OWN;
  if (config.demo === 'off' || !isOfOwn) {
    throw new ConfigurationError(
      `Configuration: the demonstration data of ${config.dataDir} are there in part, for their preparation was interrupted: name another folder in GREFFE_DATA_DIR, and an empty database where it is one of yours`,
    );
  }
  say('La préparation des données de démonstration a été interrompue\u00a0: elle recommence.');
  await emptyEmbeddedPostgres(join(config.dataDir, 'postgres'));
  rmSync(join(config.dataDir, 'mail'), { recursive: true, force: true });
  rmSync(markOf(config));
}
