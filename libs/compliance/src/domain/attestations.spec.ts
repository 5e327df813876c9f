import { specify } from '#event-sourcing/testing';
import type { AttachedFile } from '#platform';
import { type AttestationCommand, type AttestationEvent, attestations } from './attestations.ts';
import { type Duty, type DutyState, duties, dutyStateOn } from './duty.ts';

const NOON = '2026-03-10T11:00:00.000Z';
const gestionnaire = { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' };
const FILE: AttachedFile = {
  id: '0d7c4d53-6a3a-5b0e-9f0e-2f6c8c0f6a01',
  name: 'contrat-antivirus.pdf',
  type: 'application/pdf',
  size: 1200,
  sha256: 'a'.repeat(64),
};

interface Given {
  readonly duty?: Duty;
  readonly files?: readonly AttachedFile[];
}
const attestation = (id: string, attestedOn: string, { duty = 'antivirus', files = [] }: Given = {}) => ({
  attestationId: id,
  duty,
  attestedOn,
  files,
  text: 'Tous les postes sont protégés et mis à jour chaque jour.',
});
const attest = (id: string, on: string, given?: Given): AttestationCommand => ({
  type: 'AttestDuty',
  attestation: attestation(id, on, given),
  gestionnaire,
});
const attested = (id: string, on: string, validUntil: string, given?: Given): AttestationEvent => ({
  type: 'DutyAttested',
  data: { ...attestation(id, on, given), gestionnaire, validUntil },
});
const ask: AttestationCommand = { type: 'AskForAttestations', gestionnaire };
const asked = (askedOn: string, ...missing: (readonly [Duty, string | null])[]): AttestationEvent => ({
  type: 'AttestationsAskedFor',
  data: { gestionnaire, askedOn, missing: missing.map(([duty, validUntil]) => ({ duty, validUntil })) },
});
const ALL_MISSING = duties.map((duty) => [duty, null] as const);
const ALL_ATTESTED = duties.map((duty) => attested(duty, '2026-03-10', '2027-03-10', { duty }));
/** Noon in Paris on a day. */
const on = (day: string) => `${day}T11:00:00.000Z`;

describe('R24: a duty is attested, for a year', () => {
  it('with its day, a text, and a file where there is one', () => {
    specify(attestations)
      .given()
      .when(attest('1', '2026-03-10'), NOON)
      .thenEvents(attested('1', '2026-03-10', '2027-03-10'));
    specify(attestations)
      .given()
      .when(attest('1', '2026-03-02', { files: [FILE] }), NOON)
      .thenEvents(attested('1', '2026-03-02', '2027-03-02', { files: [FILE] }));
  });

  it('to the same day a year later, or the last one of its month', () =>
    specify(attestations)
      .given()
      .when(attest('1', '2028-02-29'), on('2028-03-01'))
      .thenEvents(attested('1', '2028-02-29', '2029-02-28')));

  it.each([
    ['2026-03-29', '2027-03-29', 'the clocks go forward'],
    ['2026-10-25', '2027-10-25', 'the clocks go back'],
    ['2025-11-11', '2026-11-11', 'a public holiday, at both ends: not postponed'],
    ['2025-08-15', '2026-08-15', 'a Saturday and a public holiday: not postponed'],
  ])('from %s to %s: %s', (from, until) =>
    specify(attestations)
      .given()
      .when(attest('1', from), on(from))
      .thenEvents(attested('1', from, until)),
  );

  it('not of a day to come, by the day that it is in Paris', () => {
    specify(attestations).given().when(attest('1', '2026-03-11'), NOON).thenRefused('attested-in-future');
    // Half past midnight in Paris.
    specify(attestations)
      .given()
      .when(attest('1', '2026-03-11'), '2026-03-10T23:30:00.000Z')
      .thenEvents(attested('1', '2026-03-11', '2027-03-11'));
  });

  it('not of a day so long ago that it would have ended; its last day counts whole', () => {
    specify(attestations)
      .given()
      .when(attest('1', '2025-03-10'), '2026-03-10T22:59:59.999Z')
      .thenEvents(attested('1', '2025-03-10', '2026-03-10'));
    specify(attestations)
      .given()
      .when(attest('1', '2025-03-10'), '2026-03-10T23:00:00.000Z')
      .thenRefused('attestation-lapsed');
  });

  it('again at any time, and never by an older one', () => {
    const before = attested('1', '2026-03-02', '2027-03-02');
    specify(attestations)
      .given(before)
      .when(attest('2', '2026-03-10'), NOON)
      .thenEvents(attested('2', '2026-03-10', '2027-03-10'));
    specify(attestations)
      .given(before)
      .when(attest('2', '2026-03-02'), NOON)
      .thenEvents(attested('2', '2026-03-02', '2027-03-02'));
    specify(attestations).given(before).when(attest('2', '2026-03-01'), NOON).thenRefused('attested-since');
  });

  it('each by itself, and once: told again, it is the same', () => {
    const before = attested('1', '2026-03-02', '2027-03-02');
    specify(attestations)
      .given(before)
      .when(attest('2', '2026-01-10', { duty: 'secrecy' }), NOON)
      .thenEvents(attested('2', '2026-01-10', '2027-01-10', { duty: 'secrecy' }));
    specify(attestations).given(before).when(attest('1', '2026-03-02'), NOON).thenEvents();
  });

  it('with five files at most', () =>
    specify(attestations)
      .given()
      .when(attest('1', '2026-03-10', { files: Array.from({ length: 6 }, () => FILE) }), NOON)
      .thenRefused('too-many-files'));
});

describe('R24: where a duty stands', () => {
  it.each<[today: string, state: DutyState]>([
    ['2027-02-07', 'valid'],
    ['2027-02-08', 'ending'],
    ['2027-03-10', 'ending'],
    ['2027-03-11', 'lapsed'],
  ])('attested until 10 March 2027, on %s it is %s', (today, state) =>
    expect(dutyStateOn(today, '2027-03-10')).toBe(state),
  );

  it('is missing when it was never attested', () => expect(dutyStateOn('2026-03-10', null)).toBe('missing'));
});

describe('R24: attestations are asked for', () => {
  it('all that are missing, in one go', () =>
    specify(attestations)
      .given()
      .when(ask, NOON)
      .thenEvents(asked('2026-03-10', ...ALL_MISSING)));

  it('once, and again after 30 days while they are missing', () => {
    const before = asked('2026-03-10', ...ALL_MISSING);
    specify(attestations).given(before).when(ask, on('2026-04-08')).thenEvents();
    specify(attestations)
      .given(before)
      .when(ask, on('2026-04-09'))
      .thenEvents(asked('2026-04-09', ...ALL_MISSING));
  });

  it('by the days of Paris, whatever the clocks do: 30 days are not 720 hours', () => {
    const before = asked('2026-03-10', ...ALL_MISSING);
    specify(attestations).given(before).when(ask, '2026-04-08T21:59:59.999Z').thenEvents();
    specify(attestations)
      .given(before)
      .when(ask, '2026-04-08T22:00:00.000Z')
      .thenEvents(asked('2026-04-09', ...ALL_MISSING));
  });

  it('30 days before their end, and not earlier', () => {
    specify(attestations)
      .given(...ALL_ATTESTED)
      .when(ask, on('2027-02-07'))
      .thenEvents();
    specify(attestations)
      .given(...ALL_ATTESTED)
      .when(ask, on('2027-02-08'))
      .thenEvents(asked('2027-02-08', ...duties.map((duty) => [duty, '2027-03-10'] as const)));
  });

  it('no more once they are given', () => {
    const renewed = attested('2', '2027-02-10', '2028-02-10', { duty: 'antivirus' });
    const request = asked('2027-02-08', ...duties.map((duty) => [duty, '2027-03-10'] as const));
    const others = duties.filter((duty) => duty !== 'antivirus');
    specify(attestations)
      .given(...ALL_ATTESTED, request, renewed)
      .when(ask, on('2027-03-10'))
      .thenEvents(asked('2027-03-10', ...others.map((duty) => [duty, '2027-03-10'] as const)));
    specify(attestations)
      .given(...duties.map((duty) => attested(duty, '2027-02-10', '2028-02-10', { duty })))
      .when(ask, on('2027-03-10'))
      .thenEvents();
  });
});
