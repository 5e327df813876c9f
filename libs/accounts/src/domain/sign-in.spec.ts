import fc from 'fast-check';
import type { AttemptOutcome, PastAttempt } from '#connections';
import { addDays, daysBetween, endOfDay, type Instant, parisDateOf, policy } from '#platform';
import { account } from './account.ts';
import type { Account } from './account-state.ts';
import { type History, outcomeOf, readHistory } from './sign-in.ts';

const NOW = '2026-03-10T09:00:00.000Z';
const ago = (seconds: number): Instant => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

async function* newestFirst(attempts: readonly PastAttempt[]): AsyncGenerator<PastAttempt> {
  yield* attempts;
}
const failures = (count: number, lastSecondsAgo: number): PastAttempt[] =>
  Array.from({ length: count }, (_, index) => ({
    at: ago(lastSecondsAgo + index),
    outcome: 'wrong-password',
  }));
const history = (attempts: readonly PastAttempt[]): Promise<History> =>
  readHistory(newestFirst(attempts), NOW);

const active: Account = {
  ...account.initialState,
  ...{ state: 'active', deliveredAt: '2015-01-01T09:00:00.000Z' },
  opened: {
    ...{ userCode: 'A000001', holder: 'p', personId: 'p', role: 'agent', name: 'N', email: 'e@x.example' },
    organism: { id: 'g', name: 'G' },
  },
};

describe('R18: throttling', () => {
  it('costs nothing up to five failures in a row, then a minute that doubles', async () => {
    expect((await history(failures(5, 1))).retryAt).toBeNull();
    expect((await history(failures(6, 1))).retryAt).toBe(ago(-59));
    expect((await history(failures(6, 60))).retryAt).toBeNull();
    expect((await history(failures(8, 100))).retryAt).toBe(ago(-140));
  });

  it('starts again after a success, and is not lengthened by refused attempts', async () => {
    const success = { at: ago(10), outcome: 'success' } as const;
    expect((await history([...failures(3, 1), success, ...failures(9, 20)])).retryAt).toBeNull();
    const throttled = { at: ago(1), outcome: 'throttled' } as const;
    expect((await history([throttled, throttled, ...failures(5, 5)])).retryAt).toBeNull();
  });

  it('takes at most 25 failures in 24 hours, whatever lies between them', async () => {
    const successes = { at: ago(5), outcome: 'success' } as const;
    const { retryAt } = await history([successes, ...failures(25, 40_000)]);
    expect(retryAt).toBe(ago(40_024 - 86_400));
  });

  it('makes a code wait that is under fire, without reading on', async () => {
    let read = 0;
    async function* fire(): AsyncGenerator<PastAttempt> {
      for (;;) {
        read++;
        yield { at: ago(1), outcome: 'throttled' };
      }
    }
    expect((await readHistory(fire(), NOW)).retryAt).not.toBeNull();
    expect(read).toBe(500);
  });
});

describe('what an attempt comes to', () => {
  const evidence = { account: active, passwordRight: true, lastSuccess: ago(3600), habilitated: true };
  const cases: [AttemptOutcome, Partial<typeof evidence>][] = [
    ['success', {}],
    ['wrong-password', { passwordRight: false }],
    ['unknown-code', { account: account.initialState }],
    ['not-activated', { account: { ...active, state: 'pending' }, passwordRight: false }],
    ['blocked', { account: { ...active, state: 'blocked' } }],
    ['closed', { account: { ...active, state: 'closed' }, passwordRight: false }],
    ['idle', { lastSuccess: '2026-01-01T00:00:00.000Z' }],
    ['not-habilitated', { habilitated: false }],
  ];
  it.each(cases)('%s', (outcome, change) => expect(outcomeOf({ ...evidence, ...change }, NOW)).toBe(outcome));
});

describe('R21: nobody enters once the 45th day is over', () => {
  const instants = fc
    .date({ min: new Date('2015-06-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString());

  it('whatever failures came since, in summer time and in winter time', async () => {
    await fc.assert(
      fc.asyncProperty(
        instants,
        fc.integer({ min: 0, max: 60 * 24 * 60 }),
        fc.array(fc.nat(60 * 24 * 60), { maxLength: 20 }),
        async (lastSuccess, minutes, failedAfter) => {
          const at = (minute: number) => new Date(Date.parse(lastSuccess) + minute * 60_000).toISOString();
          const now = at(minutes);
          const failed = failedAfter
            .filter((minute) => minute > 0 && minute < minutes)
            .sort((a, b) => b - a)
            .map((minute): PastAttempt => ({ at: at(minute), outcome: 'wrong-password' }));
          const past = [...failed, { at: lastSuccess, outcome: 'success' } as const];
          const seen = await readHistory(newestFirst(past), now);
          const evidence = { account: active, passwordRight: true, habilitated: true };
          const outcome = outcomeOf({ ...evidence, lastSuccess: seen.lastSuccess }, now);

          const lastDay = addDays(parisDateOf(lastSuccess), policy.idleBlockDays);
          expect(outcome).toBe(now < endOfDay(lastDay) ? 'success' : 'idle');
          expect(outcome === 'idle').toBe(daysBetween(parisDateOf(lastSuccess), parisDateOf(now)) > 45);
        },
      ),
    );
  });
});
