import { concernedV1, partnerNamedV1, type StoredEventV1, toldV1 } from './concerns-v1.ts';

const TOWN = '21590410000017';
const OTHER = '21590010000013';
const CAF = { code: 'A000001', role: 'caf-habilitation', organism: '595' };
const GREFFE = { code: 'block-idle-codes', role: 'system', organism: null };
const CORRESPONDENT = { code: 'A000002', role: 'gestionnaire', organism: TOWN };

const event = (type: string, data: object = {}, actor: object = CAF): StoredEventV1 =>
  ({ stream: 'account-A000009', type, data, metadata: { actor } }) as StoredEventV1;

describe('concerns/v1', () => {
  it.each([
    ['its id', 'HabilitationGranted', { gestionnaireId: TOWN }],
    ['the partner itself', 'ConventionRegistered', { gestionnaire: { id: TOWN, name: 'Mairie' } }],
    ['the organism of a code of its own', 'AccountOpened', { role: 'agent', organism: { id: TOWN } }],
    ['the partner, without being told to it', 'AnomalyDetected', { gestionnaire: { id: TOWN } }],
  ])('finds the partner by %s', (_, type, data) => expect(partnerNamedV1(event(type, data))).toBe(TOWN));

  it.each([
    ['of a code of the Caf', 'AccountOpened', { role: 'caf-security', organism: { id: '595' } }],
    ['of an attempt to sign in', 'LoginAttempted', { role: 'agent', organism: { id: TOWN } }],
    ['without a partner', 'AnomalyDetected', { gestionnaire: null }],
    ['of a type that it does not know', 'SomethingNew', { gestionnaireId: TOWN }],
  ])('finds none in an event %s', (_, type, data) => {
    expect(partnerNamedV1(event(type, data))).toBeNull();
    expect(concernedV1(event(type, data), null)).toEqual([]);
  });

  it('concerns whom the event names, else whom its stream is about, and whoever acts', () => {
    expect(concernedV1(event('AccountBlocked'), TOWN)).toEqual([TOWN]);
    expect(concernedV1(event('AccountBlocked'), null)).toEqual([]);
    expect(concernedV1(event('AccountBlocked', {}, CORRESPONDENT), null)).toEqual([TOWN]);
    expect(concernedV1(event('HabilitationRequested', { gestionnaireId: OTHER }), TOWN)).toEqual([OTHER]);
    expect(concernedV1(event('DeclarationOpened', {}, CORRESPONDENT), OTHER)).toEqual([OTHER, TOWN]);
  });

  it('keeps from the partner what is not told to it, whatever its stream is about', () => {
    for (const type of ['AnomalyDetected', 'CaseNoted', 'LoginAttempted'])
      expect(concernedV1(event(type, { gestionnaireId: TOWN }, CORRESPONDENT), TOWN)).toEqual([]);
  });

  it('is total: whatever the data are', () => {
    for (const data of [{ gestionnaire: 'x' }, { gestionnaireId: 3 }, { organism: [], role: null }])
      expect(concernedV1(event('AccountOpened', data), null)).toEqual([]);
  });
});

describe('what a partner is told', () => {
  const stored = (type: string, actor: object) => ({
    ...event(type, { reason: 'Motif', by: 'A000001' }, actor),
    metadata: { actor, correlationId: 'c', causationId: 'd', occurredAt: '2026-01-01T00:00:00Z' } as never,
  });

  it('is all of what it did, and of what Greffe did', () => {
    for (const actor of [CORRESPONDENT, GREFFE])
      expect(toldV1(stored('AccountBlocked', actor), TOWN)).toEqual(stored('AccountBlocked', actor));
  });

  it('is of the Caf’s people only that it was the Caf', () => {
    const metadata = { actor: { role: 'caf-habilitation' }, occurredAt: '2026-01-01T00:00:00Z' };
    expect(toldV1(stored('AccountBlocked', CAF), TOWN)).toMatchObject({
      data: { reason: 'Motif', by: 'A000001' },
      metadata,
    });
    expect(toldV1(stored('AccountRequested', CAF), TOWN)).toMatchObject({
      data: { reason: 'Motif' },
      metadata,
    });
    expect(JSON.stringify(toldV1(stored('AccountRequested', CAF), TOWN))).not.toContain('A000001');
  });
});
