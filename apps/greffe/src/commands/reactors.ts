import { Command } from 'commander';
import { reactorsOf, SIEM } from '#composition';
import { allCheckpoints, rewindReactor, START } from '#event-sourcing';
import { runAs, systemActor } from '#platform';
import { type JsonOption, print } from '../output.ts';
import { textOf } from '../text-option.ts';
import { withRegister } from '../with-register.ts';

interface RewindOptions extends JsonOption {
  readonly to: string;
  readonly reason: string;
}

export function reactorsCommand(): Command {
  const command = new Command('reactors').description(
    'ce qui agit à la suite du journal, et le flux vers un SIEM',
  );

  command
    .command('status')
    .description('leur avancement')
    .option('--json', 'en JSON, pour un programme')
    .action((options) =>
      withRegister(async (app, { database, store }) => {
        const [head, checkpoints] = await Promise.all([store.head(), allCheckpoints(database)]);
        const stream = checkpoints.filter(({ name }) => name === SIEM);
        const rows = [...reactorsOf(app), ...stream].map(({ name }) => {
          const { position = START } = checkpoints.find((at) => at.name === name) ?? {};
          return { name, state: position > head ? 'ahead-of-log' : 'in-log', position };
        });
        print(rows, options);
      }),
    );

  command
    .command('rewind')
    .argument('<name>', 'son nom')
    .description('le ramène à une position du journal\u00a0; ce qu’il a déjà fait n’est pas fait deux fois')
    .requiredOption(
      '--to <position>',
      `la dernière position vue (${START}\u00a0: avant le premier événement)`,
      textOf('token', '--to'),
    )
    .requiredOption('--reason <text>', 'le motif, gardé au registre', textOf('paragraph', '--reason'))
    .option('--json', 'en JSON, pour un programme')
    .action((name: string, { to, reason, json }: RewindOptions) =>
      withRegister(async (app, { clock, database, store }) => {
        if (name !== SIEM && !reactorsOf(app).some((reactor) => reactor.name === name)) {
          throw new Error(`réacteur inconnu\u00a0: ${name}`);
        }
        await runAs(systemActor('greffe reactors rewind'), () =>
          rewindReactor(database, store, { reactor: name, to, reason }, clock.now()),
        );
        print([{ reactor: name, position: to }], { json });
      }),
    );

  return command;
}
