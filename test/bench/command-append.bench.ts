import { randomUUID } from 'node:crypto';
import { CommandHandling } from '#event-sourcing';
import { type Actor, runAs } from '#platform';
import { connections } from '../../libs/connections/src/domain/connections.ts';
import { NO_ATTEMPTS } from '../../libs/connections/src/domain/standing.ts';
import { elapsed, inParallel, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const COMMANDS = 1000;
const AT_ONCE = 8;
const ROUNDS = 21;
const ACTOR: Actor = { code: 'bench', role: 'system', organism: null };

const attempt = (userCode: string) => ({
  userCode,
  identifierHash: null,
  outcome: 'success' as const,
  address: '10.0.0.1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  sessionId: randomUUID(),
  organism: { id: '21590410000017' },
});

/** One-event commands through the whole path, against raw single-row inserts of the same bytes. */
export const commandAppend = () =>
  withEngines(async ({ store, clock, database }) => {
    const commands = new CommandHandling(store, clock);
    const one = (index: number) => {
      const code = `A${String(index % 500).padStart(6, '0')}`;
      return runAs(ACTOR, () =>
        commands.handle(connections, code, {
          type: 'RecordAttempt',
          attempt: attempt(code),
          before: NO_ATTEMPTS,
        }),
      );
    };
    await database.query(
      'CREATE TABLE raw (id uuid PRIMARY KEY, stream text, type text, data jsonb, metadata jsonb)',
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
        text: 'INSERT INTO raw VALUES ($1, $2, $3, $4, $5)',
        values: [randomUUID(), `connections-A${index % 500}`, 'LoginAttempted', attempt('A000001'), metadata],
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
