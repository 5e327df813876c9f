import { specify } from '#event-sourcing/testing';
import { type AnnexEvent, type AnnexParty, amendedIn, annex } from './annex.ts';

const NOW = '2026-03-02T09:00:00.000Z';
const proposal = (amendmentId: string) => ({
  amendmentId,
  requestId: amendmentId,
  establishmentId: 'e1',
  gestionnaireId: 'g1',
  cafId: '595',
});
const propose = (id: string) => ({ type: 'ProposeAnnexAmendment', proposal: proposal(id) }) as const;
const proposed = (id: string, version: number): AnnexEvent => ({
  type: 'AnnexAmendmentProposed',
  data: { ...proposal(id), version },
});
const signature = (party: AnnexParty, signedOn = '2026-03-01') => ({
  party,
  signatory: 'S.',
  capacity: 'Le Maire',
  signedOn,
});
const sign = (party: AnnexParty, amendmentId = 'a', signedOn?: string) =>
  ({ type: 'SignAnnexAmendment', amendmentId, signature: signature(party, signedOn) }) as const;
const signed = (party: AnnexParty): AnnexEvent => ({
  type: 'AnnexAmendmentSigned',
  data: { amendmentId: 'a', ...signature(party) },
});
const amended: AnnexEvent = { type: 'AnnexAmended', data: { amendmentId: 'a', version: 2 } };
const withdrawn: AnnexEvent = { type: 'AnnexAmendmentWithdrawn', data: { amendmentId: 'a' } };

describe('R22: the annex has a new version for a new approver', () => {
  it('numbers each proposal once, from 2: the convention was signed with the first', () => {
    specify(annex).given().when(propose('a'), NOW).thenEvents(proposed('a', 2));
    specify(annex).given(proposed('a', 2)).when(propose('b'), NOW).thenEvents(proposed('b', 3));
    specify(annex).given(proposed('a', 2)).when(propose('a'), NOW).thenEvents();
    specify(annex).given(proposed('a', 2), withdrawn).when(propose('b'), NOW).thenEvents(proposed('b', 3));
  });

  it('is amended by the second signature, whichever party comes first', () => {
    const given = specify(annex).given(proposed('a', 2));
    given.when(sign('caf'), NOW).thenEvents(signed('caf'));
    specify(annex)
      .given(proposed('a', 2), signed('caf'))
      .when(sign('gestionnaire'), NOW)
      .thenEvents(signed('gestionnaire'), amended);
    const events = [proposed('a', 2), signed('caf'), signed('gestionnaire')];
    expect(amendedIn(events.reduce(annex.evolve, annex.initialState))).toEqual([]);
    expect(amendedIn([...events, amended].reduce(annex.evolve, annex.initialState))).toEqual(['a']);
  });

  it('refuses a party that signs twice, a day to come, an unknown or withdrawn amendment', () => {
    const given = specify(annex).given(proposed('a', 2), signed('caf'));
    given.when(sign('caf'), NOW).thenRefused('already-signed');
    given.when(sign('gestionnaire', 'a', '2026-03-03'), NOW).thenRefused('signed-in-future');
    given.when(sign('gestionnaire', 'b'), NOW).thenRefused('amendment-not-found');
    specify(annex)
      .given(proposed('a', 2), withdrawn)
      .when(sign('caf'), NOW)
      .thenRefused('amendment-withdrawn');
  });

  it('falls with its request, unless it is signed already', () => {
    const withdraw = { type: 'WithdrawAnnexAmendment', amendmentId: 'a' } as const;
    specify(annex).given(proposed('a', 2)).when(withdraw, NOW).thenEvents(withdrawn);
    specify(annex)
      .given(proposed('a', 2), signed('caf'), signed('gestionnaire'), amended)
      .when(withdraw, NOW)
      .thenEvents();
  });
});
