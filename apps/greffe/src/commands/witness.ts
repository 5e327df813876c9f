import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { endOnSignal } from '#composition';
import { ConfigurationError, expectFree, groupBy, SystemClock } from '#platform';
import { type KeyVerifier, verifierOf, type WatchedLog } from '#transparency';
import { readable } from '../input.ts';
import { CosignedLogs } from '../witness/cosigned-logs.ts';
import { Witness } from '../witness/witness.ts';
import { witnessKeys } from '../witness/witness-keys.ts';
import { witnessServer } from '../witness/witness-server.ts';

interface WitnessOptions {
  readonly dir: string;
  readonly name: string;
  readonly logs: string;
  readonly host: string;
  readonly port: number;
}

export function witnessCommand(): Command {
  return new Command('witness')
    .description(
      'veille sur des registres scellés, depuis une autre machine\u00a0: ne contresigne que ceux qui n’ont rien perdu ni changé (C2SP tlog-witness)',
    )
    .requiredOption('--dir <dir>', 'le dossier de ses clés et de ce qu’il a contresigné')
    .requiredOption(
      '--name <name>',
      'son nom, une adresse sans son schéma, «\u00a0temoin.mairie.example\u00a0»',
    )
    .requiredOption(
      '--logs <file>',
      'les clés publiques des registres, une par ligne («\u00a0greffe proof keys --full\u00a0»)',
      readable,
    )
    .option('--host <host>', 'l’adresse à écouter', '127.0.0.1')
    .option('--port <port>', 'le port à écouter', portNumber, 8099)
    .action(async ({ dir, name, logs: file, host, port }: WitnessOptions) => {
      const logs = watchedLogs(readFileSync(file, 'utf8'), file);
      await expectFree(host, port, { host: '--host', port: '--port' });
      const keys = witnessKeys(dir, name);
      const cosigned = new CosignedLogs(dir);
      const server = witnessServer(new Witness(logs, cosigned, keys, new SystemClock()), cosigned, logs);
      const asked = endOnSignal(() => {});
      await once(server.listen(port, host), 'listening');
      say(`Témoin ${name}, pour ${logs.map(({ origin }) => origin).join(', ')}. Ses clés publiques\u00a0:`);
      for (const { verifierKey } of keys) say(verifierKey);
      say(`Le témoin est prêt\u00a0: http://${host}:${(server.address() as AddressInfo).port}`);
      await asked;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
}

/** @throws ConfigurationError when they are no keys */
function watchedLogs(text: string, file: string): WatchedLog[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const keys = lines.map((line) => keyIn(line.trim(), file));
  const byOrigin = groupBy(keys, ({ name }) => name);
  if (byOrigin.size === 0) throw new ConfigurationError(`--logs\u00a0: ${file} ne nomme aucun registre`);
  return [...byOrigin].map(([origin, keys]) => ({ origin, keys }));
}

function keyIn(line: string, file: string): KeyVerifier {
  try {
    return verifierOf(line);
  } catch {
    throw new ConfigurationError(`--logs\u00a0: ${file} n’est pas fait de clés publiques, une par ligne`);
  }
}

/** @throws ConfigurationError when it is none */
function portNumber(given: string): number {
  if (/^\d{1,5}$/.test(given) && Number(given) < 65_536) return Number(given);
  throw new ConfigurationError('--port\u00a0: un nombre de 0 à 65535 est attendu');
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
