import { Command, Option } from 'commander';
import { AttemptImport, type ImportFormat, importFormats, NoAttempts } from '#detection';
import { ConfigurationError, formatCount, runAs, systemActor } from '#platform';
import { linesIn, readable } from '../input.ts';
import { type JsonOption, print } from '../output.ts';
import { textOf } from '../text-option.ts';
import { withRegister } from '../with-register.ts';

interface ImportOptions extends JsonOption {
  readonly format: ImportFormat;
  readonly source: string;
}

export function attemptsCommand(): Command {
  const attempts = new Command('attempts').description('les tentatives de connexion');

  attempts
    .command('import')
    .argument('<file>', 'le fichier, ou « - » pour l’entrée standard', readable)
    .description(
      'reprend dans le journal les tentatives d’un autre logiciel, marquées comme telles ; sort avec 1 quand des lignes sont refusées, 2 quand aucune ne peut être lue',
    )
    .addOption(
      new Option('--format <format>', 'ce que sont ses lignes').choices(importFormats).makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--source <name>',
        'le nom du journal d’origine\u00a0: une ligne déjà reprise sous ce nom ne l’est pas deux fois',
      )
        .default('import')
        .argParser(textOf('titleLine', '--source')),
    )
    .option('--json', 'en JSON, pour un programme')
    .action((file: string, { format, source, json }: ImportOptions) =>
      withRegister(async (app) => {
        const refuse = (line: number, reason: string) =>
          process.stderr.write(`ligne ${line}\u00a0: ${reason}\n`);
        const run = () =>
          app.get(AttemptImport, { strict: false }).run(linesIn(file), { format, source }, refuse);
        const report = await runAs(systemActor('greffe attempts import'), run).catch((error) => {
          throw error instanceof NoAttempts
            ? new ConfigurationError(`${file}\u00a0: ${error.message}`)
            : error;
        });
        print([{ ...report }], { json });
        if (report.refused === 0) return;
        const refused = formatCount(report.refused, 'ligne refusée', 'lignes refusées');
        throw report.refused === report.lines
          ? new ConfigurationError(`${file}\u00a0: ${refused}, aucune reprise`)
          : new Error(refused);
      }),
    );

  return attempts;
}
