import { fold } from '#event-sourcing';
import { specify } from '#event-sourcing/testing';
import { deriveId, type Profile } from '#platform';
import { roster } from './roster.ts';
import type { RosterCommand } from './roster-decisions.ts';
import type { GrantedTerm, RevocationCause, RosterEvent, Term } from './roster-events.ts';
import { isConcerned } from './roster-state.ts';
import { holderAt, termAfter } from './roster-terms.ts';

/** Marie gives way to Paul to the end of 30 June; in Paris that is 22:00 UTC. */
const NOW = '2026-06-01T09:00:00.000Z';
const LAST_DAY = '2026-06-30';
const END = '2026-06-30T22:00:00.000Z';
const covered = { conventionId: 'c1', gestionnaireId: 'g1', cafId: '595' };

const written = (requestId: string, personId: string, term: Term | null, profile: Profile) => ({
  requestId,
  personId,
  profile,
  reference: 'DGS-2026-014',
  requestedOn: '2026-03-01',
  documentSha256: null,
  term,
});
const until = (lastDay: string, returnsTo: string | null = null): Term => ({ lastDay, returnsTo });
const ask = (
  id: string,
  person: string,
  term: Term | null,
  profile: Profile = 'activity',
): RosterCommand => ({
  type: 'RequestHabilitation',
  request: written(id, person, term, profile),
  covered,
  inForce: true,
  employer: 'g1',
});
const asked = (
  id: string,
  person: string,
  term: Term | null,
  { profile = 'activity', ...change }: { profile?: Profile; replaces?: string; amendmentId?: string } = {},
): RosterEvent => ({
  type: 'HabilitationRequested',
  data: { ...written(id, person, term, profile), ...covered, replaces: null, amendmentId: null, ...change },
});
const grant = (requestId: string, amended: string[] = []): RosterCommand => ({
  type: 'GrantHabilitation',
  requestId,
  inForce: true,
  amended,
});
const granted = (
  habilitationId: string,
  personId: string,
  term: GrantedTerm | null,
  { profile = 'activity', from = NOW }: { profile?: Profile; from?: string } = {},
): RosterEvent => ({
  type: 'HabilitationGranted',
  data: { habilitationId, personId, profile, ...covered, from, term },
});
/** As the grant of a request says it. */
const back = (requestId: string, personId = 'marie') => ({
  habilitationId: deriveId(requestId, 'return'),
  personId,
  requestedOn: '2026-03-01',
});
const ended = (
  habilitationId: string,
  personId: string,
  cause: RevocationCause,
  end: { until?: string; endedOn?: string; reason?: string; profile?: Profile } = {},
): RosterEvent => ({
  type: 'HabilitationRevoked',
  data: {
    habilitationId,
    personId,
    profile: 'activity',
    cause,
    reason: REASONS[cause],
    endedOn: null,
    until: NOW,
    declaredLateByDays: 0,
    ...end,
  },
});
const REASONS: Record<RevocationCause, string> = {
  replacement: 'remplacement',
  prolongation: 'prolongation',
  term: 'terme',
  'end-of-mission': 'Mutation',
  absence: 'Mutation',
  'caf-decision': 'Mutation',
};
const resumed = (requestId: string, from: string, profile: Profile = 'activity'): RosterEvent => ({
  type: 'HabilitationResumed',
  data: { habilitationId: deriveId(requestId, 'return'), personId: 'marie', profile, ...covered, from },
});
const sooner = (habilitationId: string, lastDay: string): RosterCommand => ({
  type: 'BringTermForward',
  habilitationId,
  lastDay,
  reason: 'Retour',
});
const moved = (lastDay: string, instant: string, change: object = {}): RosterEvent => ({
  type: 'TermBroughtForward',
  data: {
    profile: 'activity',
    ending: { habilitationId: 'r2', personId: 'paul' },
    returning: { habilitationId: deriveId('r2', 'return'), personId: 'marie' },
    lastDay,
    until: instant,
    reason: 'Retour',
    ...change,
  },
});
const revoke = (habilitationId: string, isAbsence = false): RosterCommand => ({
  type: 'RevokeHabilitation',
  habilitationId,
  reason: 'Mutation',
  endedOn: '2026-06-01',
  declaredBy: 'gestionnaire',
  isAbsence,
});
const RECORD: RosterCommand = { type: 'RecordTerms' };

const held = [asked('r1', 'marie', null), granted('r1', 'marie', null, { from: '2026-03-02T09:00:00.000Z' })];
const replacing = asked('r2', 'paul', until(LAST_DAY, 'marie'), { replaces: 'marie' });
const TERM: GrantedTerm = { lastDay: LAST_DAY, until: END, returning: back('r2') };
const replaced = [...held, replacing, ended('r1', 'marie', 'replacement'), granted('r2', 'paul', TERM)];
const atEnd = [ended('r2', 'paul', 'term', { endedOn: LAST_DAY, until: END }), resumed('r2', END)];

const who = (history: RosterEvent[], at: string) =>
  holderAt(fold(roster, history), 'activity', at)?.personId ?? null;

describe('R6: a habilitation for a time', () => {
  it('is asked for with its last day, and says who has the profile again', () => {
    specify(roster)
      .given(...held)
      .when(ask('r2', 'paul', until(LAST_DAY, 'marie')), NOW)
      .thenEvents(replacing);
    specify(roster)
      .given(...held, replacing)
      .when(grant('r2'), NOW)
      .thenEvents(ended('r1', 'marie', 'replacement'), granted('r2', 'paul', TERM));
  });

  it('ends at midnight in Paris and hands the profile back at that very instant, recorded or not', () => {
    expect(who(replaced, '2026-06-30T21:59:59.999Z')).toBe('paul');
    expect(who(replaced, END)).toBe('marie');
    expect(who([...replaced, ...atEnd], END)).toBe('marie');
  });

  it('is recorded at that instant, whenever it is, and once', () => {
    const late = '2026-07-04T03:10:00.000Z';
    const given = specify(roster).given(...replaced);
    given.when(RECORD, '2026-06-30T21:59:59.999Z').thenEvents();
    given.when(RECORD, late).thenEvents(...atEnd);
    specify(roster)
      .given(...replaced, ...atEnd)
      .when(RECORD, late)
      .thenEvents();
  });

  it('what somebody had again, and has lost since, is known to have ended', () =>
    specify(roster)
      .given(...replaced, ...atEnd, ended(deriveId('r2', 'return'), 'marie', 'end-of-mission'))
      .when(revoke(deriveId('r2', 'return')), '2026-07-02T09:00:00.000Z')
      .thenRefused('habilitation-ended'));

  it('is recorded before whatever is decided after it', () => {
    const late = '2026-07-01T08:00:00.000Z';
    const given = specify(roster).given(...replaced);
    given
      .when(ask('r3', 'lea', null), late)
      .thenEvents(...atEnd, asked('r3', 'lea', null, { replaces: 'marie' }));
    given.when(ask('r3', 'marie', null), late).thenRefused('already-holder');
    given.when(revoke('r2'), late).thenRefused('habilitation-ended');
  });

  // The nights on which the clock changes, a holiday, a Sunday: the day counts whole and is not put off.
  it.each([
    ['2026-03-28', '2026-03-28T23:00:00.000Z'],
    ['2026-03-29', '2026-03-29T22:00:00.000Z'],
    ['2026-10-24', '2026-10-24T22:00:00.000Z'],
    ['2026-10-25', '2026-10-25T23:00:00.000Z'],
    ['2026-05-14', '2026-05-14T22:00:00.000Z'],
    ['2026-08-15', '2026-08-15T22:00:00.000Z'],
    ['2026-12-31', '2026-12-31T23:00:00.000Z'],
  ])('R3: the last day %s ends at %s', (lastDay, end) => {
    const from = '2026-03-02T09:00:00.000Z';
    const history = [...held, asked('r2', 'paul', until(lastDay, 'marie'), { replaces: 'marie' })];
    const events = roster.decide(grant('r2'), fold(roster, history), from);
    expect(who([...history, ...events], new Date(Date.parse(end) - 1).toISOString())).toBe('paul');
    expect(who([...history, ...events], end)).toBe('marie');
  });

  it('without somebody who gives way leaves the profile vacant', () => {
    const history = [
      asked('r2', 'paul', until(LAST_DAY)),
      granted('r2', 'paul', { lastDay: LAST_DAY, until: END, returning: null }),
    ];
    expect(who(history, END)).toBeNull();
    specify(roster)
      .given(...history)
      .when(RECORD, END)
      .thenEvents(atEnd[0]!);
  });

  it('is refused for a day that is past, for oneself, and for another than whose profile it is', () => {
    const given = specify(roster).given(...held);
    given.when(ask('r2', 'paul', until('2026-05-31')), NOW).thenRefused('term-past');
    given.when(ask('r2', 'paul', until(LAST_DAY, 'paul')), NOW).thenRefused('returns-to-same');
    given.when(ask('r2', 'paul', until(LAST_DAY, 'lea')), NOW).thenRefused('returns-to-another');
    specify(roster)
      .given()
      .when(ask('r2', 'paul', until(LAST_DAY, 'marie')), NOW)
      .thenRefused('returns-to-another');
    specify(roster)
      .given(asked('r1', 'marie', until(LAST_DAY)), granted('r1', 'marie', { ...TERM, returning: null }))
      .when(ask('r2', 'paul', until('2026-06-15', 'marie')), NOW)
      .thenRefused('holder-for-a-time');
    specify(roster)
      .given(...held, replacing)
      .when(grant('r2'), END)
      .thenRefused('term-past');
  });
});

describe('R6: a longer or a shorter time', () => {
  it('a longer one is asked for and granted like the first; the return waits', () => {
    const given = specify(roster).given(...replaced);
    const longer = asked('r3', 'paul', until('2026-07-31', 'marie'), { replaces: 'paul' });
    given.when(ask('r3', 'paul', until('2026-07-31', 'marie')), NOW).thenEvents(longer);
    given.when(ask('r3', 'paul', until('2026-06-15', 'marie')), NOW).thenRefused('already-holder');
    const at = '2026-06-20T09:00:00.000Z';
    const term = { lastDay: '2026-07-31', until: '2026-07-31T22:00:00.000Z', returning: back('r2') };
    const events = [
      ended('r2', 'paul', 'prolongation', { until: at }),
      granted('r3', 'paul', term, { from: at }),
    ];
    specify(roster)
      .given(...replaced, longer)
      .when(grant('r3'), at)
      .thenEvents(...events);
    expect(who([...replaced, longer, ...events], END)).toBe('paul');
    expect(who([...replaced, longer, ...events], term.until)).toBe('marie');
  });

  it('a shorter one takes effect at once, without the Caf', () => {
    const given = specify(roster).given(...replaced);
    const end = '2026-06-15T22:00:00.000Z';
    given.when(sooner('r2', '2026-06-15'), NOW).thenEvents(moved('2026-06-15', end));
    expect(who([...replaced, moved('2026-06-15', end)], end)).toBe('marie');
    given.when(sooner('r2', LAST_DAY), NOW).thenRefused('term-not-sooner');
    given.when(sooner('r2', '2026-02-27'), NOW).thenRefused('ended-before-requested');
    given.when(sooner('r1', '2026-06-15'), NOW).thenRefused('habilitation-ended');
  });

  it('whoever has it without an end is given a last day, and loses it by itself: a departure that is known in advance', () => {
    const end = '2026-06-15T22:00:00.000Z';
    const last = moved('2026-06-15', end, {
      ending: { habilitationId: 'r1', personId: 'marie' },
      returning: null,
    });
    const given = specify(roster).given(...held);
    given.when(sooner('r1', '2026-06-15'), NOW).thenEvents(last);
    expect(who([...held, last], '2026-06-15T21:59:59.999Z')).toBe('marie');
    expect(who([...held, last], end)).toBeNull();
    specify(roster)
      .given(...held, last)
      .when(RECORD, end)
      .thenEvents(ended('r1', 'marie', 'term', { endedOn: '2026-06-15', until: end }));
    // It may come sooner still; later, the Caf is asked.
    specify(roster)
      .given(...held, last)
      .when(sooner('r1', '2026-06-20'), NOW)
      .thenRefused('term-not-sooner');
    specify(roster)
      .given(...held, last)
      .when(ask('r2', 'marie', null), NOW)
      .thenEvents(asked('r2', 'marie', null, { replaces: 'marie' }));
    // Whoever was to stand in for them hands nothing back.
    specify(roster)
      .given(...held, asked('r2', 'paul', until(LAST_DAY, 'marie')), last)
      .when(grant('r2'), NOW)
      .thenEvents(ended('r1', 'marie', 'replacement'), granted('r2', 'paul', { ...TERM, returning: null }));
    // R20: what is over already is declared.
    given.when(sooner('r1', '2026-05-31'), NOW).thenRefused('term-past');
  });

  it('a day that is past is now: whoever is back has the profile in the same instant', () => {
    specify(roster)
      .given(...replaced)
      .when(sooner('r2', '2026-05-31'), NOW)
      .thenEvents(
        moved('2026-05-31', NOW),
        ended('r2', 'paul', 'term', { endedOn: '2026-05-31', until: NOW }),
        resumed('r2', NOW),
      );
  });
});

describe('R6: what ends before', () => {
  const left = [...replaced, ended('r2', 'paul', 'end-of-mission', { endedOn: '2026-06-01' })];

  it('the departure of whoever stands in leaves the profile vacant, until its holder is back on the day agreed', () => {
    expect(who(left, NOW)).toBeNull();
    expect(who(left, END)).toBe('marie');
    specify(roster)
      .given(...left)
      .when(RECORD, END)
      .thenEvents(resumed('r2', END));
  });

  it('or before, by a declaration', () =>
    specify(roster)
      .given(...left)
      .when(sooner(deriveId('r2', 'return'), '2026-05-31'), NOW)
      .thenEvents(moved('2026-05-31', NOW, { ending: null }), resumed('r2', NOW)));

  it('another may stand in for the rest, and hands the profile back', () => {
    const another = asked('r3', 'lea', until('2026-06-20', 'marie'));
    const end = '2026-06-20T22:00:00.000Z';
    const term = { lastDay: '2026-06-20', until: end, returning: back('r2') };
    specify(roster)
      .given(...left)
      .when(ask('r3', 'lea', until('2026-06-20', 'marie')), NOW)
      .thenEvents(another);
    specify(roster)
      .given(...left, another)
      .when(grant('r3'), NOW)
      .thenEvents(granted('r3', 'lea', term));
    expect(who([...left, another, granted('r3', 'lea', term)], end)).toBe('marie');
  });

  it('nobody returns who has left meanwhile: the profile is vacant then (R8)', () => {
    const gone = ended(deriveId('r2', 'return'), 'marie', 'end-of-mission', { endedOn: '2026-06-01' });
    specify(roster)
      .given(...replaced)
      .when(revoke(deriveId('r2', 'return')), NOW)
      .thenEvents(gone);
    expect(who([...replaced, gone], NOW)).toBe('paul');
    expect(who([...replaced, gone], END)).toBeNull();
    specify(roster)
      .given(...held, replacing, ended('r1', 'marie', 'end-of-mission'))
      .when(grant('r2'), NOW)
      .thenEvents(granted('r2', 'paul', { ...TERM, returning: null }));
  });

  it('and who has left is concerned by nothing here any more: their mailbox is free (R16)', () => {
    for (const cause of ['end-of-mission', 'caf-decision'] as const) {
      const state = fold(roster, [...held, replacing, ended('r1', 'marie', cause)]);
      expect([isConcerned(state, 'marie'), isConcerned(state, 'paul')]).toEqual([false, true]);
    }
    const away = fold(roster, [...held, replacing, ended('r1', 'marie', 'absence')]);
    expect(isConcerned(away, 'marie')).toBe(true);
  });

  it('nor whom another follows for good', () => {
    const forGood = asked('r3', 'lea', null, { replaces: 'paul' });
    specify(roster)
      .given(...replaced, forGood)
      .when(grant('r3'), NOW)
      .thenEvents(
        ended('r2', 'paul', 'replacement'),
        ended(deriveId('r2', 'return'), 'marie', 'replacement'),
        granted('r3', 'lea', null),
      );
  });
});

describe('R20: an absence', () => {
  const absent = ended('r1', 'marie', 'absence', { endedOn: '2026-06-01' });

  it('leaves the profile to whoever is absent: another may stand in until the return', () => {
    specify(roster)
      .given(...held)
      .when(revoke('r1', true), NOW)
      .thenEvents(absent);
    const state = fold(roster, [...held, absent]);
    const expected = { personId: 'marie', profile: 'activity', expectedReturn: '2026-07-01' } as const;
    expect(termAfter(state, expected, NOW)).toEqual(until(LAST_DAY, 'marie'));
    expect(termAfter(state, { ...expected, expectedReturn: null }, NOW)).toBeNull();
    expect(termAfter(state, { ...expected, expectedReturn: '2026-06-01' }, NOW)).toBeNull();
    const request = asked('r2', 'paul', until(LAST_DAY, 'marie'));
    specify(roster)
      .given(...held, absent)
      .when(ask('r2', 'paul', until(LAST_DAY, 'marie')), NOW)
      .thenEvents(request);
    specify(roster)
      .given(...held, absent, request)
      .when(grant('r2'), NOW)
      .thenEvents(granted('r2', 'paul', TERM));
  });

  it('of whoever stands in lets another do so for the same time', () => {
    const history = [...replaced, ended('r2', 'paul', 'absence', { endedOn: '2026-06-01' })];
    const away = { personId: 'paul', profile: 'activity', expectedReturn: '2026-06-10' } as const;
    expect(termAfter(fold(roster, history), away, NOW)).toEqual(until(LAST_DAY, 'marie'));
  });

  it('that becomes a departure: who leaves during it does not have the profile again, whoever was asked for meanwhile', () => {
    const gone = ended('r1', 'marie', 'end-of-mission', { endedOn: '2026-06-01' });
    const standIn = asked('r2', 'paul', until(LAST_DAY, 'marie'));
    const given = specify(roster).given(...held, absent, standIn);
    given.when(revoke('r1'), NOW).thenEvents(gone);
    given.when(revoke('r1', true), NOW).thenRefused('habilitation-ended');
    specify(roster)
      .given(...held, absent, standIn, gone)
      .when(grant('r2'), NOW)
      .thenEvents(granted('r2', 'paul', { ...TERM, returning: null }));
    specify(roster)
      .given(...held, absent, gone)
      .when(ask('r3', 'lea', until(LAST_DAY, 'marie')), NOW)
      .thenRefused('returns-to-another');
    specify(roster)
      .given(...held, absent, gone)
      .when(revoke('r1'), NOW)
      .thenRefused('habilitation-ended');
  });

  it('of whoever stood in, and then left, takes nobody’s return away', () => {
    const away = ended('r2', 'paul', 'absence', { endedOn: '2026-06-01' });
    const gone = ended('r2', 'paul', 'end-of-mission', { endedOn: '2026-06-01' });
    specify(roster)
      .given(...replaced, away)
      .when(revoke('r2'), NOW)
      .thenEvents(gone);
    expect(who([...replaced, away, gone], END)).toBe('marie');
  });

  it('is no departure: who has left does not have the profile again', () =>
    specify(roster)
      .given(...held, ended('r1', 'marie', 'end-of-mission'))
      .when(ask('r2', 'paul', until(LAST_DAY, 'marie')), NOW)
      .thenRefused('returns-to-another'));
});

it('R22: the approver whom both have signed for has the profile again without another amendment', () => {
  const approver = { profile: 'approver' } as const;
  const before = [asked('r1', 'marie', null, approver), granted('r1', 'marie', null, approver)];
  const request = asked('r2', 'paul', until(LAST_DAY, 'marie'), {
    ...approver,
    replaces: 'marie',
    amendmentId: 'r2',
  });
  specify(roster)
    .given(...before)
    .when(ask('r2', 'paul', until(LAST_DAY, 'marie'), 'approver'), NOW)
    .thenEvents(request);
  specify(roster)
    .given(...before, request)
    .when(grant('r2'), NOW)
    .thenRefused('annex-not-amended');
  const standsIn = [
    ...[...before, request, ended('r1', 'marie', 'replacement', approver)],
    granted('r2', 'paul', TERM, approver),
  ];
  specify(roster)
    .given(...standsIn)
    .when(RECORD, END)
    .thenEvents(
      ended('r2', 'paul', 'term', { ...approver, endedOn: LAST_DAY, until: END }),
      resumed('r2', END, 'approver'),
    );
  // A longer time is of the person for whom both have signed; another person is another approver.
  const longer = until('2026-07-31', 'marie');
  specify(roster)
    .given(...standsIn)
    .when(ask('r3', 'paul', longer, 'approver'), NOW)
    .thenEvents(asked('r3', 'paul', longer, { ...approver, replaces: 'paul' }));
  specify(roster)
    .given(...standsIn)
    .when(ask('r3', 'lea', longer, 'approver'), NOW)
    .thenEvents(asked('r3', 'lea', longer, { ...approver, replaces: 'paul', amendmentId: 'r3' }));
  // For good, the return that both have signed would fall; the person who is to return may come before.
  specify(roster)
    .given(...standsIn)
    .when(ask('r3', 'paul', null, 'approver'), NOW)
    .thenEvents(asked('r3', 'paul', null, { ...approver, replaces: 'paul', amendmentId: 'r3' }));
  specify(roster)
    .given(...standsIn)
    .when(ask('r3', 'marie', null, 'approver'), NOW)
    .thenEvents(asked('r3', 'marie', null, { ...approver, replaces: 'paul' }));
});

it('what was asked for and granted before there were terms has none', async () => {
  const { rosterEventTypes } = await import('./roster-events.ts');
  for (const type of ['HabilitationRequested', 'HabilitationGranted'] as const) {
    expect(rosterEventTypes[type].upcasts?.[1]?.({ personId: 'marie' } as never)).toEqual({
      personId: 'marie',
      term: null,
    });
  }
});
