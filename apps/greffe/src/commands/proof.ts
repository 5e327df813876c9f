import { existsSync, readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import type { Engines } from '#composition';
import { verifyEventTable } from '#event-sourcing';
import { type Config, ConfigurationError } from '#platform';
import {
  Directories,
  type FaultKind,
  NotSealedYet,
  type PublicKeys,
  proofOf,
  ReplacedLogs,
  rotateSealKeys,
  SealedTree,
  type SealFault,
  type SealKeys,
  SignedHeads,
  sealKeys,
  verifyLog,
} from '#sealing';
import {
  type Checkpoint,
  fingerprintOf,
  MissingSignature,
  openCheckpoint,
  openWithAnyKey,
  UnverifiedNote,
  unverifiedCheckpoint,
} from '#transparency';
import { readable } from '../input.ts';
import { type JsonOption, print } from '../output.ts';
import { textOf } from '../text-option.ts';
import { registerConfig, withRegister } from '../with-register.ts';

interface VerifyOptions extends JsonOption {
  readonly since?: string;
  readonly oneSignature?: boolean;
}

interface KeysOptions extends JsonOption {
  readonly full?: boolean;
}

const EVENT = /^(.+)@(0|[1-9]\d{0,14})$/;

export function proofCommand(): Command {
  const proof = new Command('proof').description('le sceau du journal, que chacun peut vérifier');

  proof
    .command('verify')
    .description(
      'relit tout le journal et le compare à son arbre et à tout ce qui a été signé ; nomme ce qui a été touché',
    )
    .option(
      '--since <file>',
      'un point de contrôle gardé ailleurs, auquel le journal doit encore correspondre',
    )
    .option(
      '--one-signature',
      'admet dans --since un point de contrôle signé d’une seule des deux clés\u00a0: d’avant qu’il y en ait deux',
    )
    .option('--json', 'en JSON, pour un programme')
    .action(({ since, oneSignature, json }: VerifyOptions) => {
      const note = since === undefined ? undefined : keptNote(since);
      return withSealedLog(async (log) => {
        const kept = note === undefined ? undefined : keptCheckpoint(log, note, oneSignature);
        const { events, sealed, heads, root, faults } = await verifyLog(
          log,
          log.directories,
          kept !== undefined && (await isOfReplacedLog(log, kept)) ? undefined : kept,
        );
        const ofTable = await verifyEventTable(log.database);
        for (const fault of [...faults.map(told), ...ofTable]) process.stderr.write(`${fault}\n`);
        const kinds = [...faults.map(({ kind }) => kind), ...ofTable.map(() => 'table')];
        print([{ events, sealed, heads, root, faults: json ? kinds : kinds.length }], { json });
        if (kinds.length > 0) throw new Error('le journal n’est pas celui qui a été scellé');
      });
    });

  proof
    .command('show')
    .argument(
      '<event>',
      'l’événement : son flux et son rang, « account-A000001@3 »',
      textOf('token', '<event>'),
    )
    .description(
      'donne la preuve (.tlog-proof) qu’un événement est dans le journal scellé, à vérifier sans Greffe',
    )
    .option('--json', 'en JSON, pour un programme')
    .action((event: string, { json }: JsonOption) => {
      const [, stream = '', revision] = EVENT.exec(event) ?? [];
      if (revision === undefined)
        throw new Error(`« ${event} » n’est pas un flux et un rang : account-A000001@3`);
      return withSealedLog(async (log) => {
        const proved = await proofOf(log, stream, Number(revision)).catch((error) => {
          throw error instanceof NotSealedYet
            ? new Error(`${event} n’est pas scellé : inconnu, trop récent, ou touché depuis`)
            : error;
        });
        process.stdout.write(json ? `${JSON.stringify(proved)}\n` : proved.proof);
      });
    });

  proof
    .command('keys')
    .description(
      'les clés publiques du journal : celles qui signent, puis celles qui ont signé, par leurs empreintes',
    )
    .option('--full', 'les clés entières, une par ligne, pour un fichier')
    .option('--json', 'les clés entières, en JSON, pour un programme')
    .action(({ full, json }: KeysOptions) => {
      const keys = sealKeys(keyed(registerConfig()));
      if (full) for (const { verifierKey } of knownTo(keys)) process.stdout.write(`${verifierKey}\n`);
      else printKeys(keys, { json });
    });

  proof
    .command('rotate')
    .description('fait signer de nouvelles clés ; ce que les anciennes ont signé reste vérifiable')
    .option('--json', 'en JSON, pour un programme')
    .action((options: JsonOption) => printKeys(rotateSealKeys(keyed(registerConfig())), options));

  return proof;
}

type SealedLogHere = ReturnType<typeof sealedLogOf>;

/** Of this log, or of one that it has replaced. @throws ConfigurationError when it is of neither, or not signed as it has to be */
function keptCheckpoint({ keys }: SealedLogHere, note: string, oneSignature = false): Checkpoint {
  const { origin } = unverifiedCheckpoint(note);
  const open = oneSignature ? openWithAnyKey : openCheckpoint;
  try {
    return open(
      note,
      knownTo(keys).filter(({ name }) => name === origin),
      origin,
    );
  } catch (error) {
    if (!(error instanceof UnverifiedNote)) throw error;
    throw new ConfigurationError(
      `--since\u00a0: ${error instanceof MissingSignature ? ONE_SIGNATURE : UNSIGNED}`,
    );
  }
}

const ONE_SIGNATURE =
  'il manque à ce point de contrôle la signature d’une des deux clés du registre\u00a0; d’avant qu’il y en ait deux\u00a0: --one-signature';
const UNSIGNED = 'aucune clé de ce registre n’a signé ce point de contrôle, ou il a été modifié';

/** Says so of a checkpoint of the log that an encrypted copy has replaced: what was sealed of that one is kept. */
async function isOfReplacedLog({ keys, replaced }: SealedLogHere, kept: Checkpoint) {
  if (!(await replaced.contain(kept))) {
    if (kept.origin === keys.origin) return false;
    throw new Error('le journal d’avant, que celui-ci a remplacé, n’est pas celui de ce point de contrôle');
  }
  process.stderr.write(
    'ce point de contrôle est celui du journal d’avant son chiffrement, qui est celui qu’il a scellé\n',
  );
  return true;
}

/** As it was signed, also where a mail program has written its lines as Windows does. @throws ConfigurationError when it is none */
function keptNote(file: string): string {
  const note = readFileSync(readable(file), 'utf8').replaceAll('\r\n', '\n');
  try {
    unverifiedCheckpoint(note);
  } catch {
    throw new ConfigurationError(`--since\u00a0: ${file} n’est pas un point de contrôle`);
  }
  return note;
}

/** Keys made here, beside the register or in another folder, would be taken for its own, and those that signed for unknown ones. @throws ConfigurationError where there are none */
function keyed(config: Config): Config {
  if (existsSync(config.sealKeyFile)) return config;
  throw new ConfigurationError(
    `${config.sealKeyFile}\u00a0: aucune clé ici\u00a0; elles sont faites au premier démarrage (GREFFE_SEAL_KEY_FILE, GREFFE_DATA_DIR)`,
  );
}

const knownTo = ({ all, replaced }: PublicKeys) => [...all, ...replaced];

/** For people by its fingerprint alone: the text of a key of ML-DSA-44 is as wide as twenty terminals. */
function printKeys(keys: SealKeys, { json }: JsonOption): void {
  const rows = knownTo(keys).map((key) => ({
    fingerprint: fingerprintOf(key),
    signs: key === keys.signer || key === keys.cosigner,
    ...(json ? { key: key.verifierKey } : { log: key.name }),
  }));
  print(rows, { json });
}

const TOLD: Readonly<Record<FaultKind, (event: string, index: number) => string>> = {
  changed: (event) => `${event} : modifié`,
  added: (event) => `${event} : ajouté après coup`,
  moved: (event) => `${event} : déplacé`,
  removed: (event) => `après ${event} : un événement a été retiré`,
  cut: (event) => `après ${event} : la fin du journal a été coupée`,
  rewritten: (_, index) => `après le ${index}e événement : le journal et son arbre ont été réécrits ensemble`,
  tree: (_, index) =>
    `l’arbre a été modifié à partir du rang ${index} ; le journal est celui qui a été signé`,
  heads: (_, index) =>
    `les dossiers des partenaires, scellés à ${index} événements, ne sont pas ceux que donne le journal`,
  head: (_, index) => `le point de contrôle de ${index} événements n’est signé par aucune clé connue`,
};

const told = ({ kind, index, event }: SealFault): string =>
  `rang ${index} : ${TOLD[kind](event ?? 'le début', index)}`;

function withSealedLog(work: (log: ReturnType<typeof sealedLogOf>) => Promise<void>): Promise<void> {
  return withRegister((app, engines) => work(sealedLogOf(app, engines)));
}

const sealedLogOf = (app: INestApplicationContext, { config, stored, database }: Engines) => ({
  stored,
  database,
  tree: app.get(SealedTree, { strict: false }),
  heads: app.get(SignedHeads, { strict: false }),
  directories: app.get(Directories, { strict: false }),
  replaced: app.get(ReplacedLogs, { strict: false }),
  keys: sealKeys(keyed(config)),
});
