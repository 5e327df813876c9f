import fc from 'fast-check';
import type { AttemptOutcome } from '#connections';
import { addDays, daysBetween, endOfDay, type Instant, parisDateOf, policy } from '#platform';
import { account } from './account.ts';
import type { Account } from './account-state.ts';
import { type Evidence, outcomeOf } from './sign-in.ts';

const NOW = '2026-03-10T09:00:00.000Z';
const ago = (seconds: number): Instant => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

const active: Account = {
  ...account.initialState,
  state: 'active',
  deliveredAt: '2015-01-01T09:00:00.000Z',
  opened: {
    userCode: 'A000001',
    holder: 'p',
    personId: 'p',
    role: 'agent',
    name: 'N',
    email: 'e@x.example',
    organism: { id: 'g', name: 'G' },
  },
};

describe('what an attempt comes to', () => {
  const evidence = {
    account: active,
    passwordRight: true,
    secondFactor: 'not-given' as Evidence['secondFactor'],
    lastSuccess: ago(3600),
    habilitated: true,
    isOfOther: false,
  };
  const factor = { factorId: 'f', kind: 'one-time-code', name: 'Téléphone', at: ago(9) } as const;
  const enrolled = { ...active, factors: [factor] };
  const cases: [AttemptOutcome, Partial<typeof evidence>][] = [
    ['success', {}],
    ['wrong-password', { passwordRight: false }],
    ['unknown-code', { account: account.initialState }],
    ['not-activated', { account: { ...active, state: 'pending' }, passwordRight: false }],
    ['blocked', { account: { ...active, state: 'blocked' } }],
    ['closed', { account: { ...active, state: 'closed' }, passwordRight: false }],
    ['idle', { lastSuccess: '2026-01-01T00:00:00.000Z' }],
    ['not-habilitated', { habilitated: false }],
    ['other-organism', { isOfOther: true }],
    ['other-organism', { isOfOther: true, account: enrolled, secondFactor: 'right' }],
    ['blocked', { isOfOther: true, account: { ...active, state: 'blocked' } }],
    ['idle', { isOfOther: true, lastSuccess: '2026-01-01T00:00:00.000Z' }],
    ['factor-asked', { account: enrolled }],
    ['wrong-factor', { account: enrolled, secondFactor: 'wrong' }],
    ['success', { account: enrolled, secondFactor: 'right' }],
    ['wrong-password', { account: enrolled, secondFactor: 'right', passwordRight: false }],
    ['not-habilitated', { account: enrolled, habilitated: false }],
  ];
  it.each(cases)('%s', (outcome, change) => expect(outcomeOf({ ...evidence, ...change }, NOW)).toBe(outcome));
});

describe('R21: nobody enters once the 45th day is over', () => {
  const instants = fc
    .date({ min: new Date('2015-06-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString());

  it('in summer time and in winter time', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 60 * 24 * 60 }), (lastSuccess, minutes) => {
        const now = new Date(Date.parse(lastSuccess) + minutes * 60_000).toISOString();
        const given = { passwordRight: true, secondFactor: 'not-given', habilitated: true } as const;
        const evidence = { account: active, ...given };
        const outcome = outcomeOf({ ...evidence, lastSuccess }, now);

        const lastDay = addDays(parisDateOf(lastSuccess), policy.idleBlockDays);
        expect(outcome).toBe(now < endOfDay(lastDay) ? 'success' : 'idle');
        expect(outcome === 'idle').toBe(daysBetween(parisDateOf(lastSuccess), parisDateOf(now)) > 45);
      }),
    );
  });
});
