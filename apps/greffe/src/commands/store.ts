import { Command } from 'commander';
import {
  asOwner,
  type OpenDatabase,
  openKeys,
  openStoredEvents,
  prepareTables,
  projections,
} from '#composition';
import {
  admitToEventStoreDb,
  dropOldLog,
  moveLog,
  verifyCheckpoints,
  verifyEventTable,
  verifyLog,
} from '#event-sourcing';
import {
  type Config,
  ConfigurationError,
  eventStoreUrlProblem,
  loadSettings,
  withSecretFiles,
} from '#platform';
import { destroyedUnsaid } from '#privacy';
import { type JsonOption, print, progress } from '../output.ts';
import { storeEncryptCommand } from './store-encrypt.ts';
import { addressIn, aside, targetAt, withPostgres } from './store-engines.ts';

export function storeCommand(): Command {
  const store = new Command('store').description('le journal des événements');

  store
    .command('verify')
    .description(
      'relit tout le journal : suites sans trou, ordre, provenance, lisibilité, rien de lu au-delà de sa fin ; donne son empreinte',
    )
    .option('--json', 'en JSON, pour un programme')
    .action((options: JsonOption) => withPostgres((opened, config) => verify(opened, config, options)));

  store
    .command('copy')
    .description(
      'déménage le journal de PostgreSQL vers EventStoreDB, Greffe étant arrêté ; reprend où il s’est interrompu',
    )
    .requiredOption(
      '--to <url>',
      'l’adresse d’EventStoreDB (esdb://…), ou le fichier qui la contient ; ensuite à donner dans EVENTSTORE_URL',
      addressIn,
    )
    .option('--json', 'en JSON, pour un programme')
    .action(({ to, ...options }: JsonOption & { to: string }) =>
      withPostgres((opened, config) => copyTo(to, opened, config, options)),
    );

  store.addCommand(storeEncryptCommand());

  store
    .command('drop-old')
    .description(
      'vide l’ancien journal, que « encrypt » ou « copy » a laissé dans PostgreSQL : à faire une fois le nouveau vérifié et sauvegardé',
    )
    .option('--json', 'en JSON, pour un programme')
    .action((options: JsonOption) =>
      withPostgres(async (opened, config) => {
        await prepareTables(opened, config);
        print([{ dropped: await asOwner(opened, dropOldLog) }], options);
      }),
    );

  store
    .command('migrate')
    .description(
      'met les tables à jour, comme le propriétaire de MIGRATIONS_DATABASE_URL ; fait connaître le rôle de DATABASE_URL, qui ne pourra que lire et compléter le journal',
    )
    .action(() => withPostgres(prepareTables));

  store
    .command('admit')
    .description(
      'fait connaître à EventStoreDB l’utilisateur de EVENTSTORE_URL, qui ne pourra que lire et compléter le journal ; sans effet s’il y est déjà',
    )
    .action(admit);

  return store;
}

async function verify(opened: OpenDatabase, config: Config, options: JsonOption): Promise<void> {
  await prepareTables(opened, config);
  const { database, notifications } = opened;
  const { keys, codec } = openKeys(config, database, notifications);
  const { stored, close } = await openStoredEvents(config, database, notifications);
  try {
    const unsaid = await destroyedUnsaid(stored, keys);
    const { faults: inLog, ...found } = await verifyLog(stored, codec);
    const faults = [
      ...inLog,
      ...(await verifyCheckpoints(database, stored)),
      ...(await verifyEventTable(database)),
      ...unsaid.map((of) => `${of}: its key was destroyed, and the log does not say so`),
    ];
    for (const fault of faults) aside(fault);
    print([{ ...found, faults: faults.length }], options);
    if (faults.length > 0) throw new Error('le journal n’est pas en ordre');
  } finally {
    await close();
  }
}

async function copyTo(url: string, opened: OpenDatabase, config: Config, options: JsonOption): Promise<void> {
  const inPostgres = { ...config, eventStoreUrl: undefined };
  await prepareTables(opened, inPostgres);
  const { stored: from } = await openStoredEvents(inPostgres, opened.database, opened.notifications);
  const to = await targetAt(url);
  try {
    const moved = await asOwner(opened, (owner) =>
      moveLog(owner, { from, to, projections, onProgress: progress(aside) }),
    );
    print([{ ...moved }], options);
  } finally {
    await to.close();
  }
}

async function admit(): Promise<void> {
  const { eventStoreUrl } = loadSettings(process.env);
  const { EVENTSTORE_ADMIN_URL: admin = '' } = withSecretFiles(process.env).env;
  const problem = eventStoreUrlProblem(admin);
  if (!eventStoreUrl) throw new ConfigurationError('EVENTSTORE_URL is not set');
  if (problem) throw new ConfigurationError(`EVENTSTORE_ADMIN_URL ${problem}`);
  if (await admitToEventStoreDb(eventStoreUrl, admin)) return;
  aside(
    'Attention\u00a0: les règles de ce serveur (flux $settings) laissent aussi d’autres que ses administrateurs supprimer des flux ou écrire leurs métadonnées\u00a0: voir docs/operations.md',
  );
}
