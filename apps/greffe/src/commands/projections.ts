import { Command } from 'commander';
import { projections } from '#composition';
import { type Projection, ProjectionProgress, rebuild, START } from '#event-sourcing';
import { print } from '../output.ts';
import { withRegister } from '../with-register.ts';

export function projectionsCommand(): Command {
  const command = new Command('projections').description('les modèles de lecture');

  command
    .command('status')
    .description('leur avancement et leur retard')
    .option('--json', 'en JSON, pour un programme')
    .action((options) =>
      withRegister(async (app, { clock, store }) => {
        const progress = app.get(ProjectionProgress);
        const [head, checkpoints] = await Promise.all([store.head(), progress.checkpoints()]);
        const rows = projections.map(async (projection) => {
          const { name, categories } = projection;
          const { version = null, position = START } = checkpoints.find((at) => at.name === name) ?? {};
          const { events, seconds } = await progress.lag(position, categories, clock.now());
          const state = stateOf(projection, version, position > head, events);
          return { name, state, version, position, lagEvents: events, lagSeconds: Math.round(seconds) };
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

/** `other-version`: a projector has to build the one that this program reads, or has moved on to a later one. */
function stateOf({ version }: Projection, inUse: number | null, aheadOfLog: boolean, lag: number) {
  if (inUse !== version) return 'other-version';
  if (aheadOfLog) return 'ahead-of-log';
  return lag > 0 ? 'behind' : 'current';
}
