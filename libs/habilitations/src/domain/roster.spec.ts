import fc from 'fast-check';
import { specify } from '#event-sourcing/testing';
import { type Profile, Refusal } from '#platform';
import { PROFILES, roster } from './roster.ts';
import type { RosterCommand } from './roster-decisions.ts';
import { type RosterEvent, rosterEventTypes } from './roster-events.ts';

const NOW = '2026-03-02T09:00:00.000Z';
const covered = { conventionId: 'c1', gestionnaireId: 'g1', cafId: '595' };

const written = (requestId: string, personId: string, profile: Profile) => ({
  requestId,
  personId,
  profile,
  reference: 'DGS-2026-014',
  requestedOn: '2026-03-01',
  documentSha256: null,
  term: null,
});
type Request = Extract<RosterCommand, { type: 'RequestHabilitation' }>;
const ask = (id: string, person: string, profile: Profile, change: Partial<Request> = {}): Request => ({
  type: 'RequestHabilitation',
  request: written(id, person, profile),
  covered,
  inForce: true,
  employer: 'g1',
  ...change,
});
const asked = (
  id: string,
  person: string,
  profile: Profile,
  change: { replaces?: string; amendmentId?: string; requestedOn?: string } = {},
): RosterEvent => ({
  type: 'HabilitationRequested',
  data: { ...written(id, person, profile), ...covered, replaces: null, amendmentId: null, ...change },
});
const grant = (requestId: string, amended: string[] = [], inForce = true): RosterCommand => ({
  type: 'GrantHabilitation',
  requestId,
  inForce,
  amended,
});
const granted = (habilitationId: string, personId: string, profile: Profile, from = NOW): RosterEvent => ({
  type: 'HabilitationGranted',
  data: { habilitationId, personId, profile, ...covered, from, term: null },
});
const replaced = (habilitationId: string, personId: string, profile: Profile): RosterEvent => ({
  type: 'HabilitationRevoked',
  data: {
    habilitationId,
    personId,
    profile,
    cause: 'replacement',
    reason: 'remplacement',
    endedOn: null,
    until: NOW,
    declaredLateByDays: 0,
  },
});
const refuse = (requestId: string): RosterCommand => ({
  type: 'RefuseHabilitation',
  requestId,
  reason: 'Incomplet',
  isWithdrawn: false,
});
const withdrawn = { requestId: 'r1', reason: 'Incomplet', gestionnaireId: 'g1', amendmentId: null };
const refused = (requestId: string, amendmentId: string | null = null): RosterEvent => ({
  type: 'HabilitationRefused',
  data: { requestId, reason: 'Incomplet', gestionnaireId: 'g1', amendmentId, isWithdrawn: false },
});
const revoke = (habilitationId: string, endedOn: string, declaredBy: 'gestionnaire' | 'caf') =>
  ({ type: 'RevokeHabilitation', habilitationId, reason: 'Mutation', endedOn, declaredBy }) as const;
const ended = (
  habilitationId: string,
  personId: string,
  profile: Profile,
  { endedOn = '2026-03-01', until = NOW, late = 0 } = {},
): RosterEvent => ({
  type: 'HabilitationRevoked',
  data: {
    habilitationId,
    personId,
    profile,
    cause: 'end-of-mission',
    reason: 'Mutation',
    endedOn,
    until,
    declaredLateByDays: late,
  },
});
const holds = (id: string, person: string, profile: Profile) => [
  asked(id, person, profile),
  granted(id, person, profile),
];

describe('R11: no request, no grant', () => {
  it('grants what was requested in writing, once', () => {
    specify(roster).given().when(grant('r1'), NOW).thenRefused('request-not-found');
    specify(roster)
      .given(asked('r1', 'marie', 'activity'))
      .when(grant('r1'), NOW)
      .thenEvents(granted('r1', 'marie', 'activity'));
    specify(roster)
      .given(...holds('r1', 'marie', 'activity'))
      .when(grant('r1'), NOW)
      .thenRefused('request-decided');
    specify(roster)
      .given(asked('r1', 'marie', 'activity'), refused('r1'))
      .when(grant('r1'), NOW)
      .thenRefused('request-decided');
  });

  it('wants an agent of that gestionnaire and a date that is not to come', () => {
    const given = specify(roster).given();
    given.when(ask('r1', 'x', 'activity', { employer: null }), NOW).thenRefused('person-not-found');
    given.when(ask('r1', 'x', 'activity', { employer: 'g2' }), NOW).thenRefused('person-not-found');
    const request = { ...written('r1', 'x', 'activity'), requestedOn: '2026-03-03' };
    given.when(ask('r1', 'x', 'activity', { request }), NOW).thenRefused('requested-in-future');
  });

  it('refuses with a reason what waits, and nothing else', () => {
    specify(roster)
      .given(asked('r1', 'marie', 'activity'))
      .when(refuse('r1'), NOW)
      .thenEvents(refused('r1'));
    specify(roster).given().when(refuse('r1'), NOW).thenRefused('request-not-found');
  });

  it('knows who withdraws what they asked for from what the Caf refuses', () => {
    const isWithdrawn = { isWithdrawn: true };
    specify(roster)
      .given(asked('r1', 'marie', 'activity'))
      .when({ ...refuse('r1'), ...isWithdrawn } as RosterCommand, NOW)
      .thenEvents({ type: 'HabilitationRefused', data: { ...withdrawn, ...isWithdrawn } });
    const before = rosterEventTypes.HabilitationRefused.upcasts?.[1]?.({ requestId: 'r1' });
    expect(before).toEqual({ requestId: 'r1', isWithdrawn: false });
  });
});

it('R1: nothing is requested or granted outside a convention in force', () => {
  specify(roster)
    .given()
    .when(ask('r1', 'marie', 'activity', { inForce: false }), NOW)
    .thenRefused('convention-not-in-force');
  specify(roster)
    .given(asked('r1', 'marie', 'activity'))
    .when(grant('r1', [], false), NOW)
    .thenRefused('convention-not-in-force');
});

describe('R6: one profile, one holder', () => {
  it('refuses a second request for a profile while the first waits', () =>
    specify(roster)
      .given(asked('r1', 'marie', 'activity'))
      .when(ask('r2', 'paul', 'activity'), NOW)
      .thenRefused('request-pending'));

  it('refuses to ask again for what a person has', () =>
    specify(roster)
      .given(...holds('r1', 'marie', 'activity'))
      .when(ask('r2', 'marie', 'activity'), NOW)
      .thenRefused('already-holder'));

  it('R22: a new provider follows by information: the former ends at that very instant', () => {
    specify(roster)
      .given(...holds('r1', 'marie', 'activity'))
      .when(ask('r2', 'paul', 'activity'), NOW)
      .thenEvents(asked('r2', 'paul', 'activity', { replaces: 'marie' }));
    specify(roster)
      .given(...holds('r1', 'marie', 'activity'), asked('r2', 'paul', 'activity', { replaces: 'marie' }))
      .when(grant('r2'), NOW)
      .thenEvents(replaced('r1', 'marie', 'activity'), granted('r2', 'paul', 'activity'));
  });

  it('R7: one person may hold all three', () => {
    const history = PROFILES.flatMap((profile) => holds(profile, 'marie', profile));
    const state = history.reduce(roster.evolve, roster.initialState);
    expect(Object.values(state.holders).map(({ personId }) => personId)).toEqual(['marie', 'marie', 'marie']);
  });
});

describe('R22: a new approver needs the amended annex', () => {
  const held = holds('r1', 'marie', 'approver');

  it('but not the first, who stands in the annex that the convention was signed with', () =>
    specify(roster)
      .given()
      .when(ask('r1', 'marie', 'approver'), NOW)
      .thenEvents(asked('r1', 'marie', 'approver')));

  it('waits for both signatures, then follows at that instant', () => {
    const request = asked('r2', 'paul', 'approver', { replaces: 'marie', amendmentId: 'r2' });
    specify(roster)
      .given(...held)
      .when(ask('r2', 'paul', 'approver'), NOW)
      .thenEvents(request);
    const given = specify(roster).given(...held, request);
    given.when(grant('r2', ['another']), NOW).thenRefused('annex-not-amended');
    given
      .when(grant('r2', ['r2']), NOW)
      .thenEvents(replaced('r1', 'marie', 'approver'), granted('r2', 'paul', 'approver'));
    given.when(refuse('r2'), NOW).thenEvents(refused('r2', 'r2'));
  });

  it('also after a vacancy', () =>
    specify(roster)
      .given(...held, ended('r1', 'marie', 'approver'))
      .when(ask('r2', 'paul', 'approver'), NOW)
      .thenEvents(asked('r2', 'paul', 'approver', { amendmentId: 'r2' })));

  describe('one person who leaves both roles', () => {
    const both = [...held, ...holds('r0', 'marie', 'activity')];
    const newApprover = asked('r2', 'paul', 'approver', { replaces: 'marie', amendmentId: 'r2' });
    const newProvider = asked('r3', 'lea', 'activity', { replaces: 'marie', amendmentId: 'r2' });

    it('the provider’s request shares the approver’s amendment', () => {
      specify(roster)
        .given(...both, newApprover)
        .when(ask('r3', 'lea', 'activity'), NOW)
        .thenEvents(newProvider);
      const given = specify(roster).given(...both, newApprover, newProvider);
      given.when(grant('r3'), NOW).thenRefused('annex-not-amended');
      given
        .when(grant('r3', ['r2']), NOW)
        .thenEvents(replaced('r0', 'marie', 'activity'), granted('r3', 'lea', 'activity'));
    });

    it('whichever is asked for first', () => {
      const first = asked('r3', 'lea', 'activity', { replaces: 'marie' });
      specify(roster)
        .given(...both, first, newApprover)
        .when(grant('r3'), NOW)
        .thenRefused('annex-not-amended');
    });

    it('with an amendment of its own when both are vacant', () =>
      specify(roster)
        .given(...both, ended('r1', 'marie', 'approver'), ended('r0', 'marie', 'activity'))
        .when(ask('r3', 'lea', 'activity'), NOW)
        .thenEvents(asked('r3', 'lea', 'activity', { amendmentId: 'r3' })));

    it('but by information when the approver stays after all', () =>
      specify(roster)
        .given(...both, newApprover, newProvider, refused('r2', 'r2'))
        .when(grant('r3'), NOW)
        .thenEvents(replaced('r0', 'marie', 'activity'), granted('r3', 'lea', 'activity')));
  });
});

describe('R20: the end of a mission is declared within 15 days', () => {
  const given = specify(roster).given(
    asked('r1', 'marie', 'financial', { requestedOn: '2016-05-02' }),
    granted('r1', 'marie', 'financial'),
  );

  // 1 July 2016 + 15 days is a Saturday: due on Monday the 18th.
  it.each([
    ['2016-07-18T21:59:59.999Z', 0],
    ['2016-07-18T22:00:00.000Z', 1],
    ['2016-08-01T10:00:00.000Z', 14],
  ])('declared at %s: late by %i days, accepted all the same', (until, late) =>
    given
      .when(revoke('r1', '2016-07-01', 'gestionnaire'), until)
      .thenEvents(ended('r1', 'marie', 'financial', { endedOn: '2016-07-01', until, late })),
  );

  it('is the partner’s duty, not the Caf’s', () => {
    const [event] = roster.decide(
      revoke('r1', '2026-01-01', 'caf'),
      [
        asked('r1', 'marie', 'financial', { requestedOn: '2025-12-01' }),
        granted('r1', 'marie', 'financial'),
      ].reduce(roster.evolve, roster.initialState),
      NOW,
    );
    expect(event).toMatchObject({ data: { cause: 'caf-decision', declaredLateByDays: 0 } });
  });

  it('may have come while the request waited for its answer, but not before it', () => {
    const asksOn = asked('r1', 'marie', 'financial', { requestedOn: '2026-02-20' });
    const late = specify(roster).given(asksOn, granted('r1', 'marie', 'financial'));
    late
      .when(revoke('r1', '2026-02-20', 'gestionnaire'), NOW)
      .thenEvents(ended('r1', 'marie', 'financial', { endedOn: '2026-02-20' }));
    late.when(revoke('r1', '2026-02-19', 'gestionnaire'), NOW).thenRefused('ended-before-requested');
    late.when(revoke('r1', '2026-02-19', 'caf'), NOW).thenRefused('ended-before-requested');
  });

  it('refuses an end to come, an unknown habilitation, and a second end', () => {
    given.when(revoke('r1', '2026-03-03', 'gestionnaire'), NOW).thenRefused('ended-in-future');
    given.when(revoke('r9', '2026-03-01', 'gestionnaire'), NOW).thenRefused('habilitation-not-found');
    specify(roster)
      .given(...holds('r1', 'marie', 'financial'), ended('r1', 'marie', 'financial'))
      .when(revoke('r1', '2026-03-01', 'gestionnaire'), NOW)
      .thenRefused('habilitation-ended');
  });
});

describe('whatever the commands', () => {
  const id = fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5', 'r6');
  const command: fc.Arbitrary<RosterCommand> = fc.oneof(
    fc
      .tuple(
        id,
        fc.constantFrom('marie', 'paul', 'lea'),
        fc.constantFrom(...PROFILES),
        fc.constantFrom('c1', 'c2'),
        fc.option(
          fc.record({
            lastDay: fc.constantFrom('2026-03-02', '2026-03-03', '2026-03-28', '2026-03-29'),
            returnsTo: fc.constantFrom(null, 'marie', 'paul', 'lea'),
          }),
        ),
      )
      .map(([request, who, profile, conventionId, term]) =>
        ask(request, who, profile, {
          covered: { ...covered, conventionId },
          request: { ...written(request, who, profile), term },
        }),
      ),
    fc
      .tuple(id, fc.subarray(['r1', 'r2', 'r3', 'r4', 'r5', 'r6']))
      .map(([request, all]) => grant(request, all)),
    id.map(refuse),
    fc
      .tuple(id, fc.constantFrom('gestionnaire' as const, 'caf' as const))
      .map(([held, by]) => revoke(held, '2026-03-01', by)),
    fc
      .tuple(id, fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-20'))
      .map(([habilitationId, lastDay]) => ({
        ...({ type: 'BringTermForward', habilitationId, lastDay, reason: 'Retour' } as const),
      })),
    fc.constant({ type: 'RecordTerms' } as const),
  );
  // At once, minutes or half a day after the step before.
  const steps = fc.array(fc.tuple(command, fc.constantFrom(0, 0, 1, 2, 720)), { maxLength: 60 });

  /** The history that a sequence of commands leads to; refusals change nothing. */
  function historyOf(sequence: readonly (readonly [RosterCommand, number])[]): RosterEvent[] {
    const events: RosterEvent[] = [];
    let state = roster.initialState;
    let time = Date.parse(NOW);
    for (const [next, pause] of sequence) {
      time += pause * 60_000;
      try {
        const decided = roster.decide(next, state, new Date(time).toISOString());
        events.push(...decided);
        state = decided.reduce(roster.evolve, state);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    return events;
  }

  it('R6: intervals of one profile may touch, never overlap', () =>
    fc.assert(
      fc.property(steps, (sequence) => {
        const until = new Map<Profile, string | null>();
        const held = new Map<Profile, string>();
        for (const event of historyOf(sequence)) {
          if (event.type === 'HabilitationGranted' || event.type === 'HabilitationResumed') {
            const { profile, from } = event.data;
            const before = until.get(profile);
            expect(before).not.toBeNull();
            if (before) expect(before <= from).toBe(true);
            until.set(profile, null);
            held.set(profile, event.data.habilitationId);
          }
          // Of a return that has not begun, nothing ends.
          if (
            event.type === 'HabilitationRevoked' &&
            held.get(event.data.profile) === event.data.habilitationId
          ) {
            expect(until.get(event.data.profile)).toBeNull();
            until.set(event.data.profile, event.data.until);
          }
        }
      }),
      { numRuns: 500 },
    ));

  it('R11: every grant has its own request before it, and one waits per profile', () =>
    fc.assert(
      fc.property(steps, (sequence) => {
        const waiting = new Map<string, Profile>();
        for (const event of historyOf(sequence)) {
          if (event.type === 'HabilitationRequested') {
            expect([...waiting.values()]).not.toContain(event.data.profile);
            waiting.set(event.data.requestId, event.data.profile);
          }
          if (event.type === 'HabilitationGranted') {
            expect(waiting.delete(event.data.habilitationId)).toBe(true);
          }
          if (event.type === 'HabilitationRefused') {
            expect(waiting.delete(event.data.requestId)).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    ));
});
