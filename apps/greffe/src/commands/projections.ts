import { Command } from 'commander';
import { projections } from '#composition';
import { ProjectionProgress, rebuild } from '#event-sourcing';
import { print } from '../output.ts';
import { withRegister } from '../with-register.ts';

export function projectionsCommand(): Command {
  const command = new Command('projections').description('les modèles de lecture');

  command
    .command('status')
    .description('leur avancement et leur retard')
    .option('--json', 'en JSON, pour un programme')
    .action((options) =>
      withRegister(async (app, { clock }) => {
        const progress = app.get(ProjectionProgress);
        const rows = projections.map(async ({ name, version, categories }) => {
          const position = await progress.positionOf(name);
          const lag = await progress.lag(position, categories, clock.now());
          return { name, version, position, lagEvents: lag.events, lagSeconds: Math.round(lag.seconds) };
        });
        print(await Promise.all(rows), options);
      }),
    );

  command
    .command('rebuild')
    .argument('<name>', 'le nom du modèle de lecture')
    .description('le reconstruit à côté de celui qui sert, puis le remplace')
    .option('--json', 'en JSON, pour un programme')
    .action((name: string, options) =>
      withRegister(async (_app, { database, store }) => {
        const projection = projections.find((candidate) => candidate.name === name);
        if (!projection) throw new Error(`modèle de lecture inconnu : ${name}`);
        let events = 0;
        const done = await rebuild(database, store, projection, {
          onProgress: (count) => {
            events = count;
          },
        });
        if (!done) throw new Error(`${name} est déjà en cours de reconstruction`);
        print([{ projection: name, events }], options);
      }),
    );

  return command;
}
