import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { type OpenDatabase, openDatabase, openKeys, openStoredEvents, prepareTables } from '#composition';
import type { KeyRing, WrappedKey } from '#event-sourcing';
import { type Config, SHORTEST_SECRET } from '#platform';
import { eraseAgain } from '#privacy';
import { readable } from '../input.ts';
import { type JsonOption, print } from '../output.ts';
import { registerConfig } from '../with-register.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export function keysCommand(): Command {
  const keys = new Command('keys').description('les clés des données personnelles');

  keys
    .command('export')
    .description('écrit toutes les clés, enveloppées par la clé maîtresse, une par ligne : à garder à part')
    .action(() =>
      withKeys(async (keys) => {
        for (const key of await keys.kept.exported()) process.stdout.write(`${JSON.stringify(key)}\n`);
      }),
    );

  keys
    .command('import')
    .argument('<file>', 'ce que « greffe keys export » a écrit')
    .description(
      'reprend les clés qui manquent, ou qui ont été détruites sans que le journal le dise ; ce qu’il dit effacé le reste',
    )
    .option('--json', 'en JSON, pour un programme')
    .action((file: string, options: JsonOption) =>
      withKeys(async (keys, opened, config) => {
        const given = wrappedKeysIn(file);
        const { stored, close } = await openStoredEvents(config, opened.database, opened.notifications);
        try {
          const { upTo } = await eraseAgain(stored, keys);
          const imported = await keys.import(given);
          // What a Greffe that runs has erased meanwhile may have been among them.
          await eraseAgain(stored, keys, upTo);
          print([{ imported }], options);
        } finally {
          await close();
        }
      }),
    );

  keys
    .command('rewrap')
    .description('enveloppe toutes les clés par une autre clé maîtresse, Greffe étant arrêté')
    .requiredOption('--to <file>', 'le fichier de la nouvelle clé maîtresse')
    .option('--json', 'en JSON, pour un programme')
    .action(({ to, ...options }: JsonOption & { to: string }) =>
      withKeys(async (keys) => print([{ rewrapped: await keys.kept.rewrap(masterKeyIn(to)) }], options), {
        share: false,
      }),
    );

  return keys;
}

/** @param share whether an embedded PostgreSQL may be at work for a Greffe that runs */
async function withKeys(
  work: (keys: KeyRing, opened: OpenDatabase, config: Config) => Promise<void>,
  { share } = { share: true },
): Promise<void> {
  const config = registerConfig();
  const opened = await openDatabase(config, { share });
  try {
    await prepareTables(opened, config);
    const { keys } = openKeys(config, opened.database, opened.notifications);
    await work(keys, opened, config);
  } finally {
    await opened.close();
  }
}

function masterKeyIn(file: string): string {
  const key = readFileSync(readable(file), 'utf8').trim();
  if (key.length < SHORTEST_SECRET)
    throw new Error(`${file} : la clé maîtresse a ${SHORTEST_SECRET} caractères au moins`);
  return key;
}

function wrappedKeysIn(file: string): WrappedKey[] {
  const lines = readFileSync(readable(file), 'utf8').split('\n').filter(Boolean);
  return lines.map((line, at) => {
    const key = parsed(line);
    if (!isWrappedKey(key)) throw new Error(`${file}, ligne ${at + 1} : ce n’est pas une clé exportée`);
    return key;
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isWrappedKey(value: unknown): value is WrappedKey {
  if (typeof value !== 'object' || value === null) return false;
  const { id, subject, wrapped } = value as Partial<Record<keyof WrappedKey, unknown>>;
  return (
    typeof id === 'string' && UUID.test(id) && typeof subject === 'string' && typeof wrapped === 'string'
  );
}
