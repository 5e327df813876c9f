import { eventSerializer } from '#composition';
import { CommandHandling, type EventStore, PostgresEventStore, ProjectionRunner } from '#event-sourcing';
import { type Actor, runAs } from '#platform';
import { consultation } from '../../libs/connections/src/domain/consultation.ts';
import { treeProjection } from '../../libs/sealing/src/read-models/tree/projection.ts';
import { elapsed, inParallel, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

/** So many that what is left to seal at the end counts for little. */
const COMMANDS = 5000;
const AT_ONCE = 8;
const ROUNDS = 7;
const ACTOR: Actor = { code: 'bench', role: 'system', organism: null };
const SILENT = { info: () => {}, error: () => {} };

/** One-event commands to a log that is encrypted and sealed meanwhile, against the same to one that is neither. */
export const appendWithProof = () =>
  withEngines(async ({ store, stored, clock, database, notifications }) => {
    const plain = new PostgresEventStore(database, notifications, eventSerializer);
    const rate = async (log: EventStore, prefix: string) => {
      const commands = new CommandHandling(log, clock);
      const one = (index: number) => {
        const by = `${prefix}${String(index % 500).padStart(6, '0')}`;
        const consulted = { by, view: 'attempts', filter: { userCode: 'A000001' } } as const;
        return runAs(ACTOR, () =>
          commands.handle(consultation, by, { type: 'RecordConsultation', ...consulted }),
        );
      };
      return (COMMANDS / (await elapsed(() => inParallel(COMMANDS, AT_ONCE, one)))) * 1000;
    };
    const sealed = async () => {
      const sealing = new ProjectionRunner(database, stored, notifications, treeProjection, SILENT);
      sealing.start();
      try {
        return await rate(store, 'C');
      } finally {
        await sealing.stop();
      }
    };

    await sealed();
    await rate(plain, 'D');
    const rounds: { sealed: number; plain: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ plain: await rate(plain, 'D'), sealed: await sealed() });
    }
    report({
      name: 'append-with-proof',
      value: median(rounds.map(({ sealed }) => sealed)),
      unit: 'commands/s',
      reference: median(rounds.map(({ plain }) => plain)),
      ratio: median(rounds.map(({ sealed, plain }) => sealed / plain)),
    });
  });
