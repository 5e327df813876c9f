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
  buildAnew,
  type EventCodec,
  encrypting,
  encryptLog,
  isAnyClear,
  moveBetweenServers,
  moveLog,
} from '#event-sourcing';
import { type Config, runAs, type Sql, systemActor } from '#platform';
import { putSealAside, ReplacedLogs } from '#sealing';
import { print, progress } from '../output.ts';
import { registerConfig, withRegister } from '../with-register.ts';
import { addressIn, aside, targetAt, withPostgres } from './store-engines.ts';

interface EncryptOptions {
  readonly to?: string;
  readonly json?: boolean;
}

export function storeEncryptCommand(): Command {
  return new Command('encrypt')
    .description(
      'remplace, Greffe étant arrêté, un journal d’avant le chiffrement par sa copie où les données personnelles sont chiffrées ; sans effet si rien n’est en clair',
    )
    .option(
      '--to <url>',
      'un EventStoreDB vide (esdb://…), ou le fichier qui contient son adresse ; ensuite à donner dans EVENTSTORE_URL ; nécessaire si le journal est dans EventStoreDB',
      addressIn,
    )
    .option('--json', 'en JSON, pour un programme')
    .action(async ({ to, ...options }: EncryptOptions) => {
      const config = registerConfig();
      const done = await withPostgres(async (opened) => {
        await prepareTables(opened, config);
        const { codec } = openKeys(config, opened.database, opened.notifications);
        return to === undefined ? inPlace(opened, config, codec) : elsewhere(opened, config, codec, to);
      });
      // What an interrupted attempt has not said yet is said now.
      await withRegister(
        (app, { store, clock }) =>
          runAs(systemActor('greffe store encrypt'), () =>
            app.get(ReplacedLogs, { strict: false }).record(store, clock.now()),
          ),
        to === undefined ? config : { ...config, eventStoreUrl: to },
      );
      print([{ ...done }], options);
    });
}

async function inPlace(opened: OpenDatabase, config: Config, codec: EventCodec) {
  if (!config.eventStoreUrl) {
    return asOwner(opened, (owner) => encryptLog(owner, codec, switchSeal, progress(aside)));
  }
  const { stored, close } = await openStoredEvents(config, opened.database, opened.notifications);
  const isClear = await isAnyClear(stored, codec).finally(close);
  if (isClear)
    throw new Error('le journal est dans EventStoreDB : --to nomme le serveur vide qui recevra sa copie');
  return { encrypted: 0 };
}

async function elsewhere(opened: OpenDatabase, config: Config, codec: EventCodec, to: string) {
  const source = await openStoredEvents(config, opened.database, opened.notifications);
  const target = await targetAt(to);
  const move = config.eventStoreUrl ? moveBetweenServers : moveLog;
  try {
    // Where nothing is in clear, the leaves stay what they are, and so does all that was sealed of them.
    const isClear = await isAnyClear(source.stored, codec);
    const carrying = encrypting(codec, isClear ? switchSeal : async () => {});
    return await asOwner(opened, (owner) =>
      move(owner, { from: source.stored, to: target, projections, onProgress: progress(aside), carrying }),
    );
  } finally {
    await target.close();
    await source.close();
  }
}

/** The copy is sealed anew, and whom the log has erased leaves the read models too, where releases before have kept them in clear. */
async function switchSeal(sql: Sql, events: number): Promise<void> {
  await putSealAside(sql, events);
  await buildAnew(
    sql,
    projections.filter(({ asStored }) => !asStored),
  );
}
