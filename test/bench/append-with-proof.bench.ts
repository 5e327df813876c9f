import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Engines, eventSerializer } from '#composition';
import {
  CommandHandling,
  type EventStore,
  ObservedEventStore,
  PostgresEventStore,
  ProjectionProgress,
  ProjectionRunner,
} from '#event-sourcing';
import { type Actor, runAs } from '#platform';
import { treeProjection } from '#sealing';
import { consultation } from '../../libs/connections/src/domain/consultation.ts';
import { elapsed, inParallel, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

/** So many that what is left to seal at the end counts for little. */
const COMMANDS = 5000;
const AT_ONCE = 8;
const ROUNDS = 7;
const LONGEST_MS = 60_000;
const ACTOR: Actor = { code: 'bench', role: 'system', organism: null };
const SILENT = { info: () => {}, error: () => {} };

/** What seals while commands come. */
interface Sealing {
  start(): unknown;
  stop(): Promise<unknown>;
}

/** How fast commands are, and what each takes of the processor of this process. */
interface Pace {
  readonly perSecond: number;
  readonly processorUs: number;
}

/**
 * One-event commands to a log that is encrypted and sealed meanwhile, against the same to one that is neither: sealed by this
 * process, as `greffe start` does, and by another one, as where a projector runs beside the portal.
 */
export const appendWithProof = () =>
  withEngines(async (engines) => {
    const { store, stored, clock, database, notifications, metrics } = engines;
    const plain = new ObservedEventStore(
      new PostgresEventStore(database, notifications, eventSerializer),
      metrics.appended,
    );
    const progress = new ProjectionProgress(database, notifications, stored);
    const pace = async (log: EventStore, prefix: string): Promise<Pace> => {
      const commands = new CommandHandling(log, clock);
      const one = (index: number) => {
        const by = `${prefix}${String(index % 500).padStart(6, '0')}`;
        const consulted = { by, view: 'attempts', filter: { userCode: 'A000001' } } as const;
        return runAs(ACTOR, () =>
          commands.handle(consultation, by, { type: 'RecordConsultation', ...consulted }),
        );
      };
      const before = process.cpuUsage();
      const ms = await elapsed(() => inParallel(COMMANDS, AT_ONCE, one));
      const { user, system } = process.cpuUsage(before);
      return { perSecond: (COMMANDS / ms) * 1000, processorUs: (user + system) / COMMANDS };
    };
    const sealed = async (sealing: Sealing) => {
      await sealing.start();
      try {
        // What came before is not sealed at the expense of these.
        await progress.waitFor(['tree'], await stored.head(), LONGEST_MS);
        return await pace(store, 'C');
      } finally {
        await sealing.stop();
      }
    };
    const within = () =>
      sealed(new ProjectionRunner(database, stored, notifications, treeProjection, SILENT));
    const beside = await sealingBeside(engines);

    await within();
    await sealed(beside);
    await pace(plain, 'D');
    const rounds: { plain: Pace; within: Pace; beside: Pace }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ plain: await pace(plain, 'D'), within: await within(), beside: await sealed(beside) });
    }
    await beside.end();
    const compared = (name: string, unit: string, values: readonly number[], references: readonly number[]) =>
      report({
        name,
        unit,
        value: median(values),
        reference: median(references),
        ratio: median(values.map((value, round) => value / references[round]!)),
      });
    const all = <Key extends keyof Pace>(kind: keyof (typeof rounds)[number], key: Key) =>
      rounds.map((round) => round[kind][key]);
    for (const [kind, name] of [
      ['within', 'append-with-proof'],
      ['beside', 'append-with-proof-beside'],
    ] as const) {
      compared(name, 'commands/s', all(kind, 'perSecond'), all('plain', 'perSecond'));
      compared(`${name}-processor`, 'µs/command', all(kind, 'processorUs'), all('plain', 'processorUs'));
    }
  });

/** Another process on the same engines. */
async function sealingBeside({ config }: Engines): Promise<Sealing & { end(): Promise<unknown> }> {
  const child = fork(fileURLToPath(new URL('./sealing-process.ts', import.meta.url)), [config.dataDir]);
  const answered = once(child, 'message');
  const ask = (asked: 'seal' | 'rest') => {
    const done = once(child, 'message');
    child.send(asked);
    return done;
  };
  await answered;
  return {
    start: () => ask('seal'),
    stop: () => ask('rest'),
    end: () => {
      const ended = once(child, 'exit');
      child.send('end');
      return ended;
    },
  };
}
