import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandBus } from '@nestjs/cqrs';
import { Command } from 'commander';
import type { HolderId } from '#accounts';
import { PersonalDataExport } from '#audit-trail';
import { ConfigurationError, isId, runAs, systemActor } from '#platform';
import { ExtractData, HeldData } from '#privacy';
import { type JsonOption, print } from '../output.ts';
import { textOf } from '../text-option.ts';
import { withRegister } from '../with-register.ts';

interface ExportOptions extends JsonOption {
  readonly out: string;
  readonly reason: string;
}

export function privacyCommand(): Command {
  const privacy = new Command('privacy').description('ce que le registre sait des personnes');

  privacy
    .command('export')
    .argument('<person>', 'l’identifiant de la personne, ou un code utilisateur', holderOf)
    .description(
      'écrit tout ce que le registre sait d’une personne, comme le portail le donne après l’accord de deux agents ; c’est un acte, inscrit au registre',
    )
    .requiredOption('--out <file>', 'le fichier .zip à écrire ; il ne doit pas exister')
    .requiredOption('--reason <text>', 'le motif, gardé au registre', textOf('paragraph', '--reason'))
    .option('--json', 'en JSON, pour un programme')
    .action((holder: HolderId, { out, reason, json }: ExportOptions) =>
      withRegister(async (app, { clock }) => {
        const person = await app.get(HeldData, { strict: false }).anybody(holder);
        // Nothing is put on record of a file that cannot be written, and nothing is written that is not on record.
        const file = await opened(out);
        try {
          await runAs(systemActor('greffe privacy export'), () =>
            app.get(CommandBus).execute(new ExtractData(person, reason)),
          );
          const archive = await app.get(PersonalDataExport, { strict: false }).of(person, clock.now());
          await pipeline(Readable.from(archive), file);
        } catch (error) {
          file.destroy();
          await rm(out, { force: true });
          throw error;
        }
        print([{ ...person, userCodes: person.userCodes.join(' '), file: out }], { json });
      }),
    );

  return privacy;
}

/** A file that did not exist. @throws ConfigurationError */
async function opened(path: string): Promise<WriteStream> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await once(file, 'open').catch(({ code }: NodeJS.ErrnoException) => {
    const fault = code === 'EEXIST' ? 'ce fichier existe déjà' : 'ce fichier ne peut pas être écrit';
    throw new ConfigurationError(`--out\u00a0: ${path}, ${fault}`);
  });
  return file;
}

/** Of a person an id, of a code the code. */
const holderOf = (given: string): HolderId =>
  isId(given) ? { personId: given.toLowerCase() } : { userCode: textOf('userCode', '<person>')(given) };
