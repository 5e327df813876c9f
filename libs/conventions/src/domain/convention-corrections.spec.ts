import { specify } from '#event-sourcing/testing';
import { convention } from './convention.ts';
import type { CorrectionCommand } from './convention-corrections.ts';
import type { ConventionEvent } from './convention-events.ts';

const NOW = '2016-03-02T11:00:00.000Z';
const REASON = 'Le maire a changé';
const TOWN = { name: 'Mairie de Mons', address: '27 avenue Schuman', representative: 'Rudy Elgeest' };
const NURSERY = { name: 'Crèche', address: '14 rue Lamartine' };

const registered: ConventionEvent = {
  type: 'ConventionRegistered',
  data: {
    gestionnaire: { id: '21590410000017', siret: '21590410000017', ...TOWN },
    caf: { id: '595', name: 'Caf du Nord', address: 'Lille', representative: 'Luc Grard' },
    establishments: [{ id: 'e1', ...NURSERY }],
    effectiveFrom: '2016-01-01',
    until: '2016-12-31',
  },
};
const mayor = (representative: string): CorrectionCommand => ({
  type: 'CorrectParty',
  party: 'gestionnaire',
  details: { ...TOWN, representative },
  reason: REASON,
});
const corrected: ConventionEvent = {
  type: 'PartyCorrected',
  data: {
    party: 'gestionnaire',
    before: TOWN,
    after: { ...TOWN, representative: 'Anne Roy' },
    reason: REASON,
  },
};
const given = specify(convention).given(registered);

describe('what a convention says of parties and establishments is corrected', () => {
  it('with both values and the reason', () => {
    given.when(mayor('Anne Roy'), NOW).thenEvents(corrected);
    const after = { ...NURSERY, address: '16 rue Lamartine' };
    given
      .when(
        { type: 'CorrectEstablishment', establishmentId: 'e1', details: after, reason: 'Déménagement' },
        NOW,
      )
      .thenEvents({
        type: 'EstablishmentCorrected',
        data: { establishmentId: 'e1', before: NURSERY, after, reason: 'Déménagement' },
      });
  });

  it('from what the last correction said; what changes nothing is refused', () => {
    const after = specify(convention).given(registered, corrected);
    after.when(mayor('Anne Roy'), NOW).thenRefused('nothing-corrected');
    after.when(mayor('Rudy Elgeest'), NOW).thenEvents({
      type: 'PartyCorrected',
      data: {
        party: 'gestionnaire',
        before: { ...TOWN, representative: 'Anne Roy' },
        after: TOWN,
        reason: REASON,
      },
    });
  });

  it('refuses what is not in it', () => {
    given
      .when({ type: 'CorrectEstablishment', establishmentId: 'e2', details: NURSERY, reason: REASON }, NOW)
      .thenRefused('establishment-not-found');
    specify(convention).given().when(mayor('Anne Roy'), NOW).thenRefused('convention-not-found');
  });
});
