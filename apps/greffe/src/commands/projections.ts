import { Command } from 'commander';
import { logFor, projections } from '#composition';
import {
  completenessOf,
  type Obstacle,
  type Projection,
  ProjectionProgress,
  rebuild,
  START,
  setAside,
} from '#event-sourcing';
import { runAs, systemActor } from '#platform';
import { type JsonOption, print } from '../output.ts';
import { textOf } from '../text-option.ts';
import { withRegister } from '../with-register.ts';

export function projectionsCommand(): Command {
  const command = new Command('projections').description('les modèles de lecture');

  command
    .command('status')
    .description('leur avancement et leur retard')
    .option('--json', 'en JSON, pour un programme')
    .action((options) =>
      withRegister(async (app, { clock, database, store }) => {
        const progress = app.get(ProjectionProgress);
        const [head, checkpoints, completeness] = await Promise.all([
          store.head(),
          progress.checkpoints(),
          completenessOf(database),
        ]);
        const rows = projections.map(async (projection) => {
          const { name, categories } = projection;
          const { version = null, position = START } = checkpoints.find((at) => at.name === name) ?? {};
          const { events, isEstimate, seconds } = await progress.lag(position, categories, clock.now());
          const { obstacle = null, setAside = 0 } = completeness.find((one) => one.name === name) ?? {};
          const state = obstacle ? 'stopped' : stateOf(projection, version, position > head, events);
          const lag = { lagEvents: events, lagIsEstimate: isEstimate, lagSeconds: Math.round(seconds) };
          return { name, state, version, position, ...lag, setAside, obstacle: obstacle && told(obstacle) };
        });
        print(await Promise.all(rows), options);
      }),
    );

  command
    .command('set-aside')
    .argument('<name>', 'le nom du modèle de lecture')
    .argument(
      '<position>',
      'la position de l’événement où il est arrêté (voir status)',
      textOf('token', '<position>'),
    )
    .description(
      'le fait continuer sans un événement qu’il ne peut pas reprendre\u00a0; il se dit alors incomplet',
    )
    .requiredOption('--reason <text>', 'le motif, gardé au registre', textOf('paragraph', '--reason'))
    .option('--json', 'en JSON, pour un programme')
    .action((name: string, position: string, { reason, json }: SetAsideOptions) =>
      withRegister(async (_app, { clock, database, store }) => {
        const { name: projection } = projectionOf(name);
        await runAs(systemActor('greffe projections set-aside'), () =>
          setAside(database, store, { projection, position, reason }, clock.now()),
        );
        print([{ projection, setAside: position }], { json });
      }),
    );

  command
    .command('rebuild')
    .argument('<name>', 'le nom du modèle de lecture')
    .description('le reconstruit à côté de celui qui sert, puis le remplace')
    .option('--json', 'en JSON, pour un programme')
    .action((name: string, options) =>
      withRegister(async (_app, engines) => {
        const projection = projectionOf(name);
        let events = 0;
        const done = await rebuild(engines.database, logFor(projection, engines), projection, {
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

interface SetAsideOptions extends JsonOption {
  readonly reason: string;
}

function projectionOf(name: string): Projection {
  const projection = projections.find((candidate) => candidate.name === name);
  if (!projection) throw new Error(`modèle de lecture inconnu : ${name}`);
  return projection;
}

const told = ({ type, position, reason }: Obstacle): string => `${type} ${position}: ${reason}`;

/** `other-version`: a projector has to build the one that this program reads, or has moved on to a later one. */
function stateOf({ version }: Projection, inUse: number | null, aheadOfLog: boolean, lag: number) {
  if (inUse !== version) return 'other-version';
  if (aheadOfLog) return 'ahead-of-log';
  return lag > 0 ? 'behind' : 'current';
}
