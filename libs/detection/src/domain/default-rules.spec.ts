import { defaultRuleFiles, rulesOf } from '../rule-text/rule-files.ts';
import { allHits, hitsOf, observation } from './engine.fixture.ts';
import { Engine } from './engine.ts';
import type { Observation } from './observation.ts';
import { sentenceOf } from './sentence.ts';

const rules = rulesOf(defaultRuleFiles());

const MONDAY = '2026-11-23';
const at = (time: string, day = MONDAY) => ({ at: `${day}T${time}Z` });
const failure = (time: string, other: Partial<Omit<Observation, 'at'>> = {}) =>
  observation({ ...at(time), outcome: 'wrong-password', ...other });
const failureAt = (ms: number) => observation({ at: new Date(ms).toISOString(), outcome: 'wrong-password' });
const success = (time: string, other: Partial<Omit<Observation, 'at'>> = {}) =>
  observation({ ...at(time), ...other });
const minute = (n: number) => `10:${String(n).padStart(2, '0')}:00`;
const code = (n: number) => `A${String(n).padStart(6, '0')}`;
const many = (count: number, make: (n: number) => Observation) =>
  Array.from({ length: count }, (_, n) => make(n));
/** How often a rule hits. */
const hits = (name: string, observations: readonly Observation[]) =>
  hitsOf(rules, observations)
    .flat()
    .filter((hit) => hit === name).length;
const sentenceFor = (name: string, observations: readonly Observation[]) => {
  const hit = allHits(rules, observations).find(({ rule }) => rule.name === name);
  return hit && sentenceOf(hit);
};

describe('R19: failures-on-one-code', () => {
  it('holds from the fifth failure in 10 minutes on, both ends counted', () => {
    const slow = [0, 3, 5, 8, 10].map((n) => failure(minute(n)));
    expect(hits('failures-on-one-code', slow)).toBe(1);
    expect(hits('failures-on-one-code', [...slow.slice(0, 4), failure('10:10:00.001')])).toBe(0);
    expect(hits('failures-on-one-code', [...slow, failure(minute(10))])).toBe(2);
  });

  it('slides over what a fixed bucket would cut', () =>
    expect(
      hits(
        'failures-on-one-code',
        ['09:58', '09:59', '10:00', '10:01', '10:02'].map((t) => failure(`${t}:00`)),
      ),
    ).toBe(1));

  it('counts as many as were gathered', () =>
    expect(hits('failures-on-one-code', [failure(minute(0), { outcome: 'throttled', count: 5 })])).toBe(1));

  it('says so with its own numbers', () =>
    expect(
      sentenceFor(
        'failures-on-one-code',
        many(5, (n) => failure(minute(n))),
      ),
    ).toBe(
      '5 échecs de connexion avec le code A000001 entre 11\u00a0h\u00a000 et 11\u00a0h\u00a004, le lundi 23 novembre 2026\u00a0: le seuil est de 5 en 10\u00a0minutes.',
    ));

  it.each([
    ['within a minute', 1000, 'à 23\u00a0h\u00a057, le lundi 23 novembre 2026'],
    [
      'past midnight',
      60_000,
      'entre le lundi 23 novembre 2026 à 23\u00a0h\u00a057 et le mardi 24 novembre 2026 à 0\u00a0h\u00a001',
    ],
  ])('says when without a day that is not theirs: %s', (_, gap, when) => {
    const first = Date.parse('2026-11-23T22:57:00Z');
    const failures = many(5, (n) => failureAt(first + n * gap));
    expect(sentenceFor('failures-on-one-code', failures)).toContain(`A000001 ${when}\u00a0:`);
  });
});

describe('R19: slow-guessing', () => {
  const daily = (count: number) =>
    many(count, (n) =>
      observation({
        at: new Date(Date.parse('2026-11-01T10:00:00Z') + n * 86_400_000).toISOString(),
        outcome: 'wrong-password',
      }),
    );

  it('sees one try a day that no window of minutes sees', () => {
    expect(hits('slow-guessing', daily(20))).toBe(1);
    expect(hits('failures-on-one-code', daily(20))).toBe(0);
  });

  it('begins anew once the holder has signed in', () => {
    const before = daily(15);
    const after = daily(20).slice(15);
    expect(hits('slow-guessing', [...before, observation({ at: '2026-11-15T12:00:00Z' }), ...after])).toBe(0);
  });
});

describe('R19: what comes from one network', () => {
  it('failures-from-one-network: 8 failures in 120 seconds, whatever the codes', () => {
    const tries = many(8, (n) => failure(`10:00:${10 + n}`, { userCode: code(n) }));
    expect(hits('failures-from-one-network', tries)).toBe(1);
  });

  it('spraying: one try on each of ten codes', () => {
    expect(
      hits(
        'spraying',
        many(10, (n) => failure(minute(n), { userCode: code(n) })),
      ),
    ).toBe(1);
    expect(
      hits(
        'spraying',
        many(10, (n) => failure(minute(n))),
      ),
    ).toBe(0);
  });

  it('slow-spraying: thirty codes in a day', () =>
    expect(
      hits(
        'slow-spraying',
        many(30, (n) =>
          failure(`${String(6 + Math.floor(n / 3)).padStart(2, '0')}:${(n % 3) * 20 + 10}:00`, {
            userCode: code(n),
          }),
        ),
      ),
    ).toBe(1));

  it.each(['idle', 'blocked', 'closed', 'not-habilitated'])(
    'spraying: codes that are %s count',
    (outcome) => {
      const tries = many(15, (n) =>
        failure(minute(Math.floor(n / 2)), { userCode: code(n), ...(n < 6 && { outcome }) }),
      );
      expect(hits('spraying', tries)).toBe(6);
      expect(hits('spraying', tries.slice(0, 9))).toBe(0);
    },
  );

  it('spraying: identifiers that are no codes do not', () =>
    expect(
      hits(
        'spraying',
        many(15, (n) => failure(minute(0), { outcome: 'unknown-code', userCode: null, identifier: `h${n}` })),
      ),
    ).toBe(0));

  it('probing: ten identifiers that are no codes', () =>
    expect(
      hits(
        'probing',
        many(10, (n) => failure(minute(n), { outcome: 'unknown-code', userCode: null, identifier: `h${n}` })),
      ),
    ).toBe(1));

  it('many-codes-on-one-post: three codes, one browser', () => {
    expect(
      hits(
        'many-codes-on-one-post',
        many(3, (n) => success(minute(n), { userCode: code(n) })),
      ),
    ).toBe(1);
    const browsers = many(3, (n) => success(minute(n), { userCode: code(n), userAgent: `B${n}` }));
    expect(hits('many-codes-on-one-post', browsers)).toBe(0);
  });

  it('an address that nobody told is no group', () => {
    const tries = many(20, (n) => failure(`10:00:${10 + n}`, { userCode: code(n), network: null }));
    expect(hitsOf(rules, tries).flat()).toEqual([]);
  });
});

describe('R19: success-after-failures', () => {
  const five = many(5, (n) => failure(minute(n), { network: `10.0.0.${n}` }));

  it('five failures, then a success, all within 30 minutes', () => {
    expect(hits('success-after-failures', [...five, success(minute(30))])).toBe(1);
    expect(hits('success-after-failures', [...five, success('10:30:00.001')])).toBe(0);
    expect(hits('success-after-failures', [success(minute(0)), ...five])).toBe(0);
  });

  it('has the smallest set that makes it as evidence', () => {
    const [hit] = allHits(rules, [failure('09:59:00'), ...five, success(minute(9))]).filter(
      ({ rule }) => rule.name === 'success-after-failures',
    );
    expect(hit?.evidence).toHaveLength(6);
  });

  it('also by network, whatever the codes', () => {
    const sprayed = many(5, (n) => failure(minute(n), { userCode: code(n) }));
    expect(
      hits('success-after-failures-from-network', [...sprayed, success(minute(9), { userCode: code(9) })]),
    ).toBe(1);
  });
});

describe('R19: one code in several places (article 3)', () => {
  it('shared-code: three networks in 30 minutes', () =>
    expect(
      hits(
        'shared-code',
        many(3, (n) => success(minute(n * 10), { network: `10.0.0.${n}` })),
      ),
    ).toBe(1));

  it('overlapping-sessions: two networks, unless the first was left', () => {
    const first = success(minute(0), { sessionId: 's1' });
    const second = success(minute(9), { sessionId: 's2', network: '10.0.0.2' });
    const left = observation({
      ...at(minute(5)),
      category: 'sign-out',
      outcome: null,
      sessionId: 's1',
      network: null,
    });
    expect(hits('overlapping-sessions', [first, second])).toBe(1);
    expect(hits('overlapping-sessions', [first, left, second])).toBe(0);
  });

  it('overlapping-sessions: does not say of a session that may have ended unused that it is open', () =>
    expect(
      sentenceFor('overlapping-sessions', [
        success('07:00:00', { sessionId: 's1' }),
        success('13:00:00', { sessionId: 's2', network: '10.0.0.2' }),
      ]),
    ).toBe(
      'Connexions avec le code A000001 depuis 2 adresses différentes entre 8\u00a0h\u00a000 et 14\u00a0h\u00a000, le lundi 23 novembre 2026, sans déconnexion.',
    ));

  it('overlapping-sessions: an address counts until its last session is left', () => {
    const [one, two] = ['s1', 's2'].map((sessionId, n) => success(minute(n), { sessionId }));
    const left = observation({
      ...at(minute(5)),
      category: 'sign-out',
      outcome: null,
      sessionId: 's2',
      network: null,
    });
    const elsewhere = success(minute(9), { sessionId: 's3', network: '10.0.0.2' });
    expect(hits('overlapping-sessions', [one!, two!, left, elsewhere])).toBe(1);
  });
});

describe('R17: closed-code', () => {
  it.each(['blocked', 'idle', 'closed', 'not-habilitated'])('one attempt is enough: %s', (outcome) =>
    expect(hits('closed-code', [failure(minute(0), { outcome })])).toBe(1),
  );
});

describe('R19: unusual-hour, by the clock in Paris', () => {
  it.each([
    ['2026-11-23T20:00:00Z', 1, 'from 21:00 on in winter'],
    ['2026-11-23T19:59:59Z', 0, 'until 21:00 in winter'],
    ['2026-07-06T19:00:00Z', 1, 'from 21:00 on in summer'],
    ['2026-11-23T04:59:00Z', 1, 'before 6:00'],
    ['2026-11-22T10:00:00Z', 1, 'on a Sunday'],
    ['2026-11-11T10:00:00Z', 1, 'on 11 November'],
    ['2026-11-24T10:00:00Z', 0, 'on a Tuesday'],
  ])('%s: %i, %s', (instant, count) =>
    expect(hits('unusual-hour', [observation({ at: instant })])).toBe(count),
  );
});

describe('R19: abroad', () => {
  it.each([
    ['BE', 1],
    ['FR', 0],
    ['RE', 0],
    [null, 0],
  ])('from %s: %i', (country, count) =>
    expect(hits('abroad', [success('10:00:00', { country })])).toBe(count),
  );

  it('counts successes alone, and names the country', () => {
    expect(hits('abroad', [failure('10:00:00', { country: 'BE' })])).toBe(0);
    expect(sentenceFor('abroad', [success('10:00:00', { country: 'BE' })])).toContain(
      'depuis une adresse située hors de France (Belgique).',
    );
  });
});

describe('R19: unusual-hour on 26 December', () => {
  const onlyThere = (instant: string) =>
    allHits(rules, [observation({ at: instant })]).map(({ alsaceMoselleOnly }) => alsaceMoselleOnly);

  it('is one in Moselle and Alsace alone, unless it is a Sunday anyway', () => {
    expect(onlyThere('2025-12-26T10:00:00Z')).toEqual([true]);
    expect(onlyThere('2025-12-25T10:00:00Z')).toEqual([false]);
    expect(onlyThere('2027-12-26T10:00:00Z')).toEqual([false]);
  });
});

describe('R19: extreme-count', () => {
  const DAY = 86_400_000;
  const use = (days: number, aDay: number, from = '2026-03-01T09:00:00Z') =>
    many(days * aDay, (n) =>
      observation({
        at: new Date(Date.parse(from) + Math.floor(n / aDay) * DAY + (n % aDay) * 1000).toISOString(),
      }),
    );

  it('finds a day beyond the code’s own thirty, across the change to summer time', () => {
    const calm = use(31, 2);
    const busy = many(25, (n) => observation({ at: `2026-04-02T09:00:${String(n).padStart(2, '0')}Z` }));
    expect(hits('extreme-count', [...calm, ...busy])).toBe(6);
  });

  it('says nothing of a code that is always as busy, or is new', () => {
    expect(hits('extreme-count', use(40, 25))).toBe(0);
    expect(hits('extreme-count', use(1, 60))).toBe(0);
  });
});

describe('sleeping-credentials', () => {
  it('is told although a clock was years ahead before, and in whichever order it was brought back', () => {
    const future = { ...delivered, id: 'f', userCode: 'A000077', at: Date.parse('2099-01-01T00:00:00Z') };
    const late = { ...delivered, id: 'l', userCode: 'A000078', at: Date.parse('2026-10-20T10:00:00Z') };
    const engine = new Engine(rules);
    for (const one of [future, late, delivered]) engine.observe(one);
    const again = new Engine(rules);
    again.restore(engine.state, [...engine.windows()].reverse());
    for (const running of [engine, again]) {
      const told = ['2026-11-01T09:00:00Z', '2026-11-01T09:00:01Z'].flatMap((at) =>
        running.observe(observation({ at, userCode: 'A000009' })),
      );
      const missed = told.filter(({ rule }) => rule.name === 'sleeping-credentials');
      expect(missed.map(({ key }) => key)).toEqual([['A000001']]);
    }
  });

  const delivered = observation({ at: '2026-10-01T10:00:00Z', category: 'delivery', outcome: null });
  const activated = (instant: string) => observation({ at: instant, category: 'activation', outcome: null });
  const other = (instant: string) => observation({ at: instant, userCode: 'A000009' });

  it('is told once the thirty days are over, not before', () => {
    const told = hitsOf(rules, [
      delivered,
      other('2026-10-31T10:00:00Z'),
      other('2026-10-31T10:00:01Z'),
      other('2026-11-02T10:00:00Z'),
    ]);
    expect(told.map((names) => names.includes('sleeping-credentials'))).toEqual([false, false, false, true]);
  });

  it('not when the code was activated one second before the end', () =>
    expect(
      hits('sleeping-credentials', [
        delivered,
        activated('2026-10-31T09:59:59Z'),
        other('2026-11-03T10:00:00Z'),
        other('2026-11-03T10:00:01Z'),
      ]),
    ).toBe(0));
});
