import { randomUUID } from 'node:crypto';
import { type Actor, type ExecutionContext, runAs } from '#platform';
import { TestClock } from '../../../test/support/test-clock.ts';
import { type TestLog, testLog } from '../../../test/support/test-log.ts';
import { CommandHandling, type CommandOutcome } from './command-handling.ts';
import { type CounterCommand, type CounterEvent, counter, counterTypes } from './counter.fixture.ts';
import { type EventStore, StoreUnavailable, WrongExpectedRevision } from './event-store.ts';
import { START } from './position.ts';

const MARIE: Actor = { code: 'M1234', role: 'gestionnaire', organism: 'g-7' };
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('CommandHandling', () => {
  let log: TestLog;
  let commands: CommandHandling;
  let clock: TestClock;
  beforeAll(async () => {
    log = await testLog(counterTypes);
  });
  afterAll(() => log.drop());
  beforeEach(() => {
    clock = new TestClock('2026-03-02T09:00:00.000Z');
    commands = new CommandHandling(log.store, clock);
  });

  const count = (id: string, by: number, context?: Partial<ExecutionContext>) =>
    runAs(MARIE, () => commands.handle(counter, id, { type: 'Count', by }), context);
  const read = (id: string) => log.store.readStream(`counter-${id}`);
  const one: CounterEvent = { type: 'Counted', data: { by: 1 } };

  /** The store, with something that happens before an append. */
  const interrupted = (onAppend: (attempt: number) => Promise<void>): EventStore => {
    let attempt = 0;
    return Object.assign(Object.create(log.store), {
      append: async (...args: Parameters<EventStore['append']>) => {
        await onAppend(++attempt);
        return log.store.append(...args);
      },
    });
  };

  it('appends what the decider decided, and answers with it', async () => {
    const id = randomUUID();
    const outcome = await count(id, 2);
    const events = await read(id);
    expect(events).toMatchObject([one, one]);
    expect(outcome).toEqual({ stream: `counter-${id}`, position: events[1]!.position, events: [one, one] });
  });

  it('decides on the state that the stream has', async () => {
    const id = randomUUID();
    await count(id, 10);
    await count(id, 5);
    await expect(count(id, 1)).rejects.toMatchObject({ code: 'limit' });
    await expect(commands.load(counter, id)).resolves.toEqual({ total: 15, closed: false });
    await expect(commands.load(counter, randomUUID())).resolves.toEqual(counter.initialState);
  });

  it('writes nothing when a rule says no', async () => {
    const id = randomUUID();
    await expect(count(id, 16)).rejects.toMatchObject({ name: 'Refusal', code: 'limit' });
    expect(await read(id)).toEqual([]);
  });

  it('writes nothing when there is nothing to change, and answers where the stream stands', async () => {
    const id = randomUUID();
    const nothing = () => runAs(MARIE, () => commands.handle(counter, id, { type: 'Nothing' }));
    await expect(nothing()).resolves.toMatchObject({ position: START, events: [] });
    const { position } = await count(id, 1);
    await expect(nothing()).resolves.toMatchObject({ position, events: [] });
    expect(await read(id)).toHaveLength(1);
  });

  it('says in the metadata who did it, when, why, and as part of what', async () => {
    const id = randomUUID();
    const [commandId, correlationId, causationId] = [randomUUID(), randomUUID(), randomUUID()];
    clock.set('2025-12-31T23:30:00.000Z');
    await count(id, 2, { commandId, correlationId, causationId });
    for (const { metadata } of await read(id)) {
      expect(metadata).toEqual({
        correlationId,
        causationId,
        actor: MARIE,
        occurredAt: '2025-12-31T23:30:00.000Z',
      });
    }
  });

  it('needs an execution context', async () => {
    await expect(commands.handle(counter, randomUUID(), { type: 'Close' })).rejects.toThrow('runAs');
  });

  describe('commands at the same time', () => {
    it('come one after the other on a stream: the rule holds, and no place is lost', async () => {
      const id = randomUUID();
      const outcomes = await Promise.allSettled(upTo(20).map(() => count(id, 1)));
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused.map(({ reason }) => reason.code)).toEqual(Array(5).fill('limit'));
      expect((await read(id)).map(({ revision }) => revision)).toEqual(upTo(15));
    });

    it('do not meet on different streams', async () => {
      const ids = upTo(20).map(() => randomUUID());
      await Promise.all(ids.map((id) => count(id, 15)));
      for (const id of ids) expect(await read(id)).toHaveLength(15);
    });

    it('decide anew on what the other has done', async () => {
      const id = randomUUID();
      const slow = new CommandHandling(
        interrupted(async (attempt) => {
          if (attempt === 1) await runAs(MARIE, () => commands.handle(counter, id, { type: 'Close' }));
        }),
        clock,
      );
      const late = runAs(MARIE, () => slow.handle(counter, id, { type: 'Count', by: 1 }));
      await expect(late).rejects.toMatchObject({ code: 'closed' });
      expect(await read(id)).toMatchObject([{ type: 'CounterClosed' }]);
    });

    it('are given up when others win for ever', async () => {
      const id = randomUUID();
      let attempts = 0;
      const unlucky = new CommandHandling(
        interrupted(async (attempt) => {
          attempts = attempt;
          throw new WrongExpectedRevision(`counter-${id}`, 'none', 0);
        }),
        clock,
      );
      await expect(runAs(MARIE, () => unlucky.handle(counter, id, { type: 'Close' }))).rejects.toThrow(
        WrongExpectedRevision,
      );
      expect(attempts).toBeGreaterThan(10);
    });

    it('are tried again after a conflict only', async () => {
      let attempts = 0;
      const away = new CommandHandling(
        interrupted(async (attempt) => {
          attempts = attempt;
          throw new StoreUnavailable(new Error('away'));
        }),
        clock,
      );
      await expect(runAs(MARIE, () => away.handle(counter, randomUUID(), { type: 'Close' }))).rejects.toThrow(
        StoreUnavailable,
      );
      expect(attempts).toBe(1);
    });
  });

  describe('the same command again', () => {
    it('writes nothing and answers as the first time, though much has happened since', async () => {
      const id = randomUUID();
      await count(id, 3);
      const commandId = randomUUID();
      const first = await count(id, 2, { commandId });
      await count(id, 10);
      clock.advance({ days: 3 });
      await expect(count(id, 2, { commandId })).resolves.toEqual(first);
      expect(await read(id)).toHaveLength(15);
    });

    it('is executed once, however many send it at the same time', async () => {
      for (const round of upTo(10)) {
        const id = randomUUID();
        if (round % 2) await count(id, 1);
        const commandId = randomUUID();
        const outcomes = await Promise.all(upTo(6).map(() => count(id, 2, { commandId })));
        expect(outcomes).toEqual(Array<CommandOutcome>(6).fill(outcomes[0]!));
        expect(await read(id)).toHaveLength(2 + (round % 2));
      }
    });

    it('is executed when the first attempt had failed before the append', async () => {
      const id = randomUUID();
      const commandId = randomUUID();
      const failing = new CommandHandling(
        interrupted(async () => {
          throw new StoreUnavailable(new Error('away'));
        }),
        clock,
      );
      const close: CounterCommand = { type: 'Close' };
      await expect(runAs(MARIE, () => failing.handle(counter, id, close), { commandId })).rejects.toThrow();
      await runAs(MARIE, () => commands.handle(counter, id, close), { commandId });
      expect(await read(id)).toHaveLength(1);
    });

    it('is another one on another stream, or as another type', async () => {
      const commandId = randomUUID();
      const [a, b] = [randomUUID(), randomUUID()];
      await count(a, 1, { commandId });
      await count(b, 1, { commandId });
      await runAs(MARIE, () => commands.handle(counter, a, { type: 'Close' }), { commandId });
      expect([...(await read(a)), ...(await read(b))]).toHaveLength(3);
    });
  });

  describe('a decider of the latest events', () => {
    const seen: number[] = [];
    const recent = {
      ...counter,
      latest: 3,
      initialState: 0,
      decide: (command: CounterCommand, state: number): CounterEvent[] => {
        seen.push(state);
        return command.type === 'Count' ? [one] : [];
      },
      evolve: (state: number) => state + 1,
    };
    const recount = (id: string, context?: Partial<ExecutionContext>) =>
      runAs(MARIE, () => commands.handle(recent, id, { type: 'Count', by: 1 }), context);

    it('sees no more of the stream than it asked for', async () => {
      const id = randomUUID();
      seen.length = 0;
      for (const _ of upTo(6)) await recount(id);
      expect(seen).toEqual([0, 1, 2, 3, 3, 3]);
      expect((await read(id)).map(({ revision }) => revision)).toEqual(upTo(6));
    });

    it('writes nothing twice, though the first time is further back than it sees', async () => {
      const id = randomUUID();
      const commandId = randomUUID();
      const first = await recount(id, { commandId });
      for (const _ of upTo(6)) await recount(id);
      await expect(recount(id, { commandId })).resolves.toEqual(first);
      expect(await read(id)).toHaveLength(7);
    });

    it('keeps all of many commands at the same time', async () => {
      const id = randomUUID();
      await Promise.all(upTo(20).map(() => recount(id)));
      expect(await read(id)).toHaveLength(20);
    });
  });
});
