import { existsSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
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
import { type Config, ConfigurationError, runAs, type Sql, systemActor } from '#platform';
import { putSealAside, ReplacedLogs, SignedHeads, sealKeys, succeedSealKeys } from '#sealing';
import { type JsonOption, print, progress } from '../output.ts';
import { registerConfig, withRegister } from '../with-register.ts';
import { addressIn, aside, targetAt, withPostgres } from './store-engines.ts';

interface EncryptOptions extends JsonOption {
  readonly to?: string;
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
        await keysMustBeHere(opened, config);
        const { codec } = openKeys(config, opened.database, opened.notifications);
        return to === undefined ? inPlace(opened, config, codec) : elsewhere(opened, config, codec, to);
      });
      // What an interrupted attempt has not said yet is said now.
      await withRegister(
        (app, { store, clock }) =>
          runAs(systemActor('greffe store encrypt'), async () => {
            await app.get(ReplacedLogs, { strict: false }).record(store, clock.now());
            await signAsAnotherLog(app, config);
          }),
        to === undefined ? config : { ...config, eventStoreUrl: to },
      );
      print([{ ...done }], options);
    });
}

/** The copy is sealed under another name than the log: what signs it is to be told. @throws ConfigurationError */
async function keysMustBeHere({ database }: OpenDatabase, { sealKeyFile }: Config): Promise<void> {
  if (existsSync(sealKeyFile) || !(await new SignedHeads(database).newestSigned())) return;
  throw new ConfigurationError(
    `${sealKeyFile}\u00a0: les clés qui scellent le journal n’y sont pas (GREFFE_SEAL_KEY_FILE, GREFFE_DATA_DIR)`,
  );
}

/** A copy that is sealed already goes on as it is. */
async function signAsAnotherLog(app: INestApplicationContext, config: Config): Promise<void> {
  if (!existsSync(config.sealKeyFile)) return;
  const isSigned = await app.get(SignedHeads, { strict: false }).newestSigned();
  const before = await app.get(ReplacedLogs, { strict: false }).named(sealKeys(config).origin);
  if (isSigned || !before) return;
  const { origin } = succeedSealKeys(config);
  aside(
    `la copie est scellée sous un autre nom, ${origin}, par d’autres clés\u00a0: publiez ce que dit « greffe proof keys --full »`,
  );
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
