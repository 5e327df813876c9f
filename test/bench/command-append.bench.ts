import { randomUUID } from 'node:crypto';
import { CommandHandling } from '#event-sourcing';
import { type Actor, runAs } from '#platform';
import { consultation } from '../../libs/connections/src/domain/consultation.ts';
import { elapsed, inParallel, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const COMMANDS = 1000;
const AT_ONCE = 8;
const ROUNDS = 21;
const ACTOR: Actor = { code: 'bench', role: 'system', organism: null };

const consulted = (by: string) => ({ by, view: 'attempts' as const, filter: { userCode: 'A000001' } });

/** One-event commands through the whole path, against raw single-row inserts of the same bytes. */
export const commandAppend = () =>
  withEngines(async ({ store, clock, database }) => {
    const commands = new CommandHandling(store, clock);
    const one = (index: number) => {
      const code = `C${String(index % 500).padStart(6, '0')}`;
      return runAs(ACTOR, () =>
        commands.handle(consultation, code, { type: 'RecordConsultation', ...consulted(code) }),
      );
    };
    await database.query(
      'CREATE TABLE bench.raw (id uuid PRIMARY KEY, stream text, type text, data jsonb, metadata jsonb)',
    );
    const metadata = {
      correlationId: randomUUID(),
      causationId: randomUUID(),
      actor: ACTOR,
      occurredAt: clock.now(),
    };
    const raw = (index: number) =>
      database.query({
        name: 'bench-raw-insert',
        text: 'INSERT INTO bench.raw VALUES ($1, $2, $3, $4, $5)',
        values: [
          randomUUID(),
          `consultation-C${index % 500}`,
          'JournalConsulted',
          consulted('C000001'),
          metadata,
        ],
      });

    const rates: { ours: number; raw: number }[] = [];
    await inParallel(200, AT_ONCE, one);
    await inParallel(200, AT_ONCE, raw);
    for (let round = 0; round < ROUNDS; round++) {
      const rawMs = await elapsed(() => inParallel(COMMANDS, AT_ONCE, raw));
      const ourMs = await elapsed(() => inParallel(COMMANDS, AT_ONCE, one));
      rates.push({ ours: (COMMANDS / ourMs) * 1000, raw: (COMMANDS / rawMs) * 1000 });
    }
    report({
      name: 'command-append',
      value: median(rates.map(({ ours }) => ours)),
      unit: 'commands/s',
      reference: median(rates.map(({ raw }) => raw)),
      ratio: median(rates.map(({ ours, raw }) => ours / raw)),
    });
  });
