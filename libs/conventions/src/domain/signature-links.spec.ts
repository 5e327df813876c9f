import { specify } from '#event-sourcing/testing';
import { DIRECTOR_LEVEL } from '#platform';
import { convention } from './convention.ts';
import { contentSha256 } from './convention-content.ts';
import { type ConventionEvent, conventionEventTypes, type Registration } from './convention-events.ts';
import { linkOpensUntil } from './signature-links.ts';

const registration: Registration = {
  gestionnaire: {
    id: '21590410000017',
    siret: '21590410000017',
    name: 'Mairie de Mons-en-Barœul',
    address: '27 avenue Robert Schuman 59370 Mons-en-Barœul',
    representative: 'Rudy Elgeest',
  },
  caf: { id: '595', name: 'Caf du Nord', address: '59863 Lille Cedex 9', representative: 'Luc Grard' },
  establishments: [
    { id: 'e1', name: 'Crèche collective municipale', address: '14 rue Lamartine' },
    { id: 'e2', name: 'Multi-accueil', address: 'Mail Henri Dunant' },
  ],
  effectiveFrom: '2016-01-01',
  until: '2016-12-31',
};
const NOON = '2016-03-02T11:00:00.000Z';
const END = '2016-03-05T11:00:00.000Z';
const email = 'r.elgeest@mons.example';
const HASH = contentSha256(registration);

const registered: ConventionEvent = { type: 'ConventionRegistered', data: registration };
const ask = (linkId: string, mayBeSent = true) =>
  ({ type: 'AskForSignatureLink', linkId, email, mayBeSent }) as const;
const sent = (linkId: string): ConventionEvent => ({
  type: 'SignatureLinkSent',
  data: { linkId, email, expiresAt: END },
});
const proposed: ConventionEvent = { type: 'SignatureLinkProposed', data: { email } };
const revoked: ConventionEvent = { type: 'SignatureLinkRevoked', data: { email } };
const given = { signatory: 'Rudy Elgeest', capacity: 'Le Maire' };
const sign = (linkId: string, hash = HASH) =>
  ({ type: 'SignByLink', linkId, contentSha256: hash, signature: given }) as const;
const signedBy = (party: 'caf' | 'gestionnaire'): ConventionEvent => ({
  type: 'ConventionSigned',
  data: {
    party,
    signatory: 'S.',
    capacity: 'C.',
    signedOn: '2016-03-02',
    way: 'signed-in',
    linkId: null,
    contentSha256: HASH,
  },
});
const signedByLink: ConventionEvent = {
  type: 'ConventionSigned',
  data: {
    party: 'gestionnaire',
    ...given,
    signedOn: '2016-03-02',
    way: 'link',
    linkId: 'l1',
    contentSha256: HASH,
  },
};
const activated: ConventionEvent = { type: 'ConventionActivated', data: { effectiveFrom: '2016-01-01' } };
const corrected: ConventionEvent = {
  type: 'EstablishmentCorrected',
  data: {
    establishmentId: 'e1',
    before: { name: 'Crèche collective municipale', address: '14 rue Lamartine' },
    after: { name: 'Crèche Lamartine', address: '14 rue Lamartine' },
    reason: 'Nom',
  },
};

describe('R2: the legal representative signs behind a link', () => {
  it('that lives 72 hours, and is kept with its addressee', () =>
    specify(convention).given(registered).when(ask('l1'), NOON).thenEvents(sent('l1')));

  it('for the gestionnaire, on that day in Paris, what the link and the hash name', () => {
    specify(convention).given(registered, sent('l1')).when(sign('l1'), NOON).thenEvents(signedByLink);
    specify(convention)
      .given(registered, signedBy('caf'), sent('l1'))
      .when(sign('l1'), NOON)
      .thenEvents(signedByLink, activated);
    const nearMidnight = { ...signedByLink, data: { ...signedByLink.data, signedOn: '2016-03-03' } };
    specify(convention)
      .given(registered, sent('l1'))
      .when(sign('l1'), '2016-03-02T23:00:00.000Z')
      .thenEvents(nearMidnight as ConventionEvent);
  });

  it('and may have a provider prove that they direct the gestionnaire: what it proves is kept with the signature', () => {
    const proof = {
      issuer: 'https://proconnect.example/api/v2',
      provider: 'ProConnect',
      idpId: null,
      level: DIRECTOR_LEVEL,
      siret: registration.gestionnaire.siret,
      identityHash: 'h',
      authenticatedAt: NOON,
      idTokenSha256: 'a'.repeat(64),
    };
    const signing = specify(convention).given(registered, sent('l1'));
    signing
      .when({ ...sign('l1'), proof }, NOON)
      .thenEvents({ ...signedByLink, data: { ...signedByLink.data, proof } } as ConventionEvent);
    for (const other of [{ siret: '21590350100017' }, { level: 'eidas1' }]) {
      signing.when({ ...sign('l1'), proof: { ...proof, ...other } }, NOON).thenRefused('not-the-director');
    }
    signing.when({ ...sign('l2'), proof }, NOON).thenRefused('signature-link-void');
  });

  it('once, before its end, and with no link but the latest', () => {
    const refused = (events: ConventionEvent[], linkId = 'l1', now = NOON) =>
      specify(convention)
        .given(registered, ...events)
        .when(sign(linkId), now)
        .thenRefused('signature-link-void');
    refused([]);
    refused([sent('l1'), signedByLink]);
    refused([sent('l1'), signedBy('gestionnaire')]);
    refused([sent('l1'), revoked]);
    refused([sent('l1'), proposed]);
    refused([sent('l1'), sent('l2')]);
    refused([sent('l1')], 'l2');
    refused([sent('l1')], 'l1', END);
    specify(convention)
      .given(registered, sent('l1'))
      .when(sign('l1'), '2016-03-05T10:59:59.999Z')
      .thenEvents({
        ...signedByLink,
        data: { ...signedByLink.data, signedOn: '2016-03-05' },
      } as ConventionEvent);
  });

  it('nothing but what they have read: a draft that was changed meanwhile is read again', () => {
    const changed = specify(convention).given(registered, sent('l1'), corrected);
    changed.when(sign('l1'), NOON).thenRefused('convention-content-changed');
    const state = [registered, corrected].reduce(convention.evolve, convention.initialState);
    const now = contentSha256({ ...registration, establishments: state.establishments });
    changed
      .when(sign('l1', now), NOON)
      .thenEvents({ ...signedByLink, data: { ...signedByLink.data, contentSha256: now } } as ConventionEvent);
  });

  it('opens until its end, and not once it is of no use', () => {
    const opens = (...events: ConventionEvent[]) =>
      linkOpensUntil([registered, ...events].reduce(convention.evolve, convention.initialState), 'l1', NOON);
    expect(opens(sent('l1'))).toBe(END);
    expect(opens(sent('l1'), signedBy('caf'))).toBe(END);
    for (const ending of [revoked, proposed, sent('l2'), signedBy('gestionnaire')]) {
      expect(opens(sent('l1'), ending)).toBeNull();
    }
  });
});

describe('R2: who asks for a link', () => {
  it('a Caf alone only proposes it, where the gestionnaire has a word to say', () => {
    specify(convention).given(registered).when(ask('l1', false), NOON).thenEvents(proposed);
    specify(convention).given(registered, proposed).when(ask('l1'), NOON).thenEvents(sent('l1'));
  });

  it('not for a convention that the gestionnaire has signed, or that is no draft', () => {
    specify(convention)
      .given(registered, signedBy('gestionnaire'))
      .when(ask('l1'), NOON)
      .thenRefused('already-signed');
    specify(convention)
      .given(registered, signedBy('gestionnaire'), signedBy('caf'), activated)
      .when(ask('l1'), NOON)
      .thenRefused('convention-not-draft');
  });

  it('and who revokes it: there must be one', () => {
    const revoke = { type: 'RevokeSignatureLink' } as const;
    specify(convention).given(registered, sent('l1')).when(revoke, NOON).thenEvents(revoked);
    specify(convention).given(registered, proposed).when(revoke, NOON).thenEvents(revoked);
    specify(convention).given(registered).when(revoke, NOON).thenRefused('no-signature-link');
    specify(convention)
      .given(registered, sent('l1'), signedByLink)
      .when(revoke, NOON)
      .thenRefused('no-signature-link');
  });
});

describe('R2: the hash of what is signed', () => {
  it('is of parties, establishments and term, whatever the order of the establishments', () => {
    const { establishments } = registration;
    expect(HASH).toMatch(/^[0-9a-f]{64}$/);
    expect(contentSha256({ ...registration, establishments: [...establishments].reverse() })).toBe(HASH);
    for (const change of [
      { establishments: establishments.slice(1) },
      { effectiveFrom: null },
      { until: '2017-12-31' },
      { caf: { ...registration.caf, representative: 'L.' } },
      { gestionnaire: { ...registration.gestionnaire, name: 'Ville' } },
    ]) {
      expect(contentSha256({ ...registration, ...change })).not.toBe(HASH);
    }
  });

  it('is unknown of signatures of older logs', () => {
    expect(conventionEventTypes.ConventionSigned.upcasts?.[1]?.({ party: 'caf' })).toEqual({
      party: 'caf',
      way: null,
      linkId: null,
      contentSha256: null,
    });
  });
});
