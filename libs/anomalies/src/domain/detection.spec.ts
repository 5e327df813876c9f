import { type AttemptOutcome, attemptOutcomes } from '#connections';
import { holidayCalendarOf } from '#platform';
import { type Attempt, circumstanceOf, hitOf } from './detection.ts';
import { type Rule, referenceTo, rules, type UnusualTimeRule } from './rules.ts';
import { sentenceOf, withSequel } from './sentence.ts';

const ruleCalled = (id: string): Rule => rules.find((rule) => rule.id === id)!;
const failures = ruleCalled('failures-on-one-code');
const closed = ruleCalled('closed-code');
const unusual = ruleCalled('unusual-hour') as UnusualTimeRule;

/** Attempts on Monday 23 November 2026 at the given times in Paris. */
const attempts = (outcome: AttemptOutcome, ...times: string[]): Attempt[] =>
  times.map((time, index) => ({
    attemptId: `${outcome}-${index}`,
    at: new Date(`2026-11-23T${time}+01:00`).toISOString(),
    outcome,
    address: '10.0.0.1',
    count: 1,
  }));

const hits = (rule: Rule, all: Attempt[]) => hitOf(rule, all, 'metropole')?.length ?? null;

describe('failures on one code: 5 in a window of 10 minutes that slides', () => {
  const failed = (...times: string[]) => attempts('wrong-password', ...times);

  it('is hit by the fifth, and by each one after it', () => {
    const four = failed('10:00:00', '10:01:00', '10:02:00', '10:03:00');
    expect(hits(failures, four)).toBeNull();
    expect(hits(failures, [...four, ...failed('10:04:00')])).toBe(5);
    expect(hits(failures, [...four, ...failed('10:04:00', '10:05:00')])).toBe(6);
  });

  it('is hit across the border of any fixed bucket', () => {
    expect(hits(failures, failed('10:08:00', '10:09:00', '10:09:59', '10:10:01', '10:17:59'))).toBe(5);
  });

  it('counts both ends of the window, and nothing before it', () => {
    const rest = ['10:03:00', '10:05:00', '10:07:00', '10:10:00'];
    expect(hits(failures, failed('10:00:00', ...rest))).toBe(5);
    expect(hits(failures, failed('09:59:59.999', ...rest))).toBeNull();
  });

  it('counts attempts of one instant each', () => {
    expect(hits(failures, failed(...Array(5).fill('10:00:00')))).toBe(5);
  });

  it('R18: counts as many attempts as were gathered, and says how many', () => {
    const gathered = (count: number) => attempts('throttled', '10:01:00').map((one) => ({ ...one, count }));
    expect(hits(failures, [...failed('10:00:00'), ...gathered(3)])).toBeNull();
    const all = [...failed('10:00:00'), ...gathered(4)];
    expect(hits(failures, all)).toBe(2);
    expect(sentenceOf(failures, 'A000123', all, 'metropole')).toMatch(/^5 échecs/);
  });

  it('counts what is throttled, leaves out what succeeds, and is not hit by it', () => {
    const four = failed('10:00:00', '10:01:00', '10:02:00', '10:03:00');
    const success = attempts('success', '10:03:30');
    expect(hits(failures, [...four, ...success])).toBeNull();
    expect(hits(failures, [...four, ...success, ...attempts('throttled', '10:04:00')])).toBe(5);
  });
});

describe('R17: one attempt on a closed code is enough', () => {
  it.each(attemptOutcomes)('%s', (outcome) => {
    const isClosed = ['blocked', 'idle', 'closed', 'not-habilitated'].includes(outcome);
    expect(hits(closed, attempts(outcome, '10:00:00'))).toBe(isClosed ? 1 : null);
  });
});

describe('unusual hour: the clock on the wall in Paris', () => {
  it.each<[string, string | null, string]>([
    ['2026-11-23T19:59:59.999Z', null, 'Monday, a moment before 21:00'],
    ['2026-11-23T20:00:00.000Z', 'night', '21:00'],
    ['2026-11-24T04:59:59.999Z', 'night', 'a moment before 6:00'],
    ['2026-11-24T05:00:00.000Z', null, '6:00'],
    ['2026-07-15T18:59:59.999Z', null, 'summer time: a moment before 21:00'],
    ['2026-07-15T19:00:00.000Z', 'night', 'summer time: 21:00'],
    ['2026-11-22T10:00:00.000Z', 'sunday', 'a Sunday'],
    ['2026-11-21T23:00:00.000Z', 'sunday', 'the first moment of a Sunday'],
    ['2026-11-22T23:00:00.000Z', 'night', 'the first moment after a Sunday'],
    ['2026-11-11T10:00:00.000Z', 'holiday', '11 November'],
    ['2026-05-14T10:00:00.000Z', 'holiday', 'Ascension'],
    ['2026-10-25T00:30:00.000Z', 'sunday', 'the hour that the autumn change of clocks repeats'],
    ['2026-11-21T10:00:00.000Z', null, 'a Saturday'],
  ])('%s is %s (%s)', (at, circumstance) => {
    expect(circumstanceOf(unusual, at, 'metropole')).toBe(circumstance);
  });

  it('follows the holidays of the Caf: 26 December in Alsace-Moselle', () => {
    const at = '2025-12-26T10:00:00.000Z';
    expect([
      holidayCalendarOf('595'),
      holidayCalendarOf('571'),
      holidayCalendarOf('671'),
      holidayCalendarOf('681'),
    ]).toEqual(['metropole', ...Array(3).fill('alsace-moselle')]);
    expect(circumstanceOf(unusual, at, holidayCalendarOf('595'))).toBeNull();
    expect(circumstanceOf(unusual, at, holidayCalendarOf('671'))).toBe('holiday');
  });
});

describe('the sentence explains a hit by its own numbers', () => {
  const said = (rule: Rule, all: Attempt[]) =>
    sentenceOf(rule, 'A000123', all, 'metropole').replaceAll('\u00a0', ' ');

  it('for each rule', () => {
    const five = attempts('wrong-password', '10:00:00', '10:01:00', '10:02:00', '10:03:00', '10:04:00');
    expect(said(failures, five)).toBe(
      '5 échecs de connexion avec le code A000123 entre 10 h 00 et 10 h 04, le lundi 23 novembre 2026 : le seuil est de 5 en 10 minutes.',
    );
    expect(said(closed, attempts('idle', '14:05:00'))).toBe(
      '1 tentative de connexion avec le code A000123, qui est bloqué faute d’usage, le lundi 23 novembre 2026 à 14 h 05.',
    );
    expect(said(unusual, attempts('success', '22:30:00'))).toBe(
      'Connexion avec le code A000123 entre 21 h et 6 h, le lundi 23 novembre 2026 à 22 h 30.',
    );
  });

  it('and tells what came after', () => {
    const at = '2026-11-23T14:05:00.000Z';
    const told = (further: number) => withSequel('Ainsi.', further, at).replaceAll('\u00a0', ' ');
    expect(told(0)).toBe('Ainsi.');
    expect(told(1)).toBe('Ainsi. Ensuite, une autre tentative, le lundi 23 novembre 2026 à 15 h 05.');
    expect(told(7)).toBe(
      'Ainsi. Ensuite, 7 autres tentatives, la dernière le lundi 23 novembre 2026 à 15 h 05.',
    );
  });
});

it('a rule that changes gets a new version: these hashes belong to version 1', () => {
  expect(rules.map(referenceTo).map(({ id, version, hash }) => [id, version, hash.slice(0, 12)])).toEqual([
    ['failures-on-one-code', 1, '2bad7e5ed79d'],
    ['closed-code', 1, '53bac5b854ee'],
    ['unusual-hour', 1, '9878d3eb3813'],
  ]);
});
