import { specify } from '#event-sourcing/testing';
import { type PersonCommand, type PersonDetails, type PersonEvent, person } from './person.ts';

const NOW = '2026-03-02T11:00:00.000Z';
const REASON = 'Faute de frappe';

const details: PersonDetails = {
  lastName: 'Durant',
  firstName: 'Camille',
  function: 'Directrice',
  email: 'c.durant@mons.example',
  sharedMailboxReason: null,
};
const registered: PersonEvent = {
  type: 'PersonRegistered',
  data: { gestionnaireId: '21590410000017', ...details },
};
const correct = (change: Partial<PersonDetails>): PersonCommand => ({
  type: 'CorrectPerson',
  details: { ...details, ...change },
  reason: REASON,
});
const corrected = (before: PersonDetails, after: PersonDetails): PersonEvent => ({
  type: 'PersonCorrected',
  data: { before, after, reason: REASON },
});

describe('what was said of an agent is corrected', () => {
  const given = specify(person).given(registered);

  it('with both values and the reason', () => {
    const after = { ...details, lastName: 'Durand', function: 'Directrice adjointe' };
    given.when(correct(after), NOW).thenEvents(corrected(details, after));
  });

  it('from what the last correction said', () => {
    const married = { ...details, lastName: 'Petit' };
    specify(person)
      .given(registered, corrected(details, married))
      .when(correct({ lastName: 'Petit-Durand' }), NOW)
      .thenEvents(corrected(married, { ...details, lastName: 'Petit-Durand' }));
  });

  it('refuses what changes nothing, and whom nobody knows', () => {
    given.when(correct({}), NOW).thenRefused('nothing-corrected');
    specify(person)
      .given()
      .when(correct({ lastName: 'Durand' }), NOW)
      .thenRefused('person-not-found');
  });

  it('R12: refuses what makes another person of them', () => {
    const other = { lastName: 'Roux', firstName: 'Paul', email: 'p.roux@mons.example' };
    given.when(correct(other), NOW).thenRefused('another-person');
    const { email: _, ...names } = other;
    given.when(correct(names), NOW).thenEvents(corrected(details, { ...details, ...names }));
    // Another spelling of the mailbox is no other mailbox.
    given
      .when(correct({ ...names, email: 'c.durant+caf@mons.example' }), NOW)
      .thenEvents(corrected(details, { ...details, ...names, email: 'c.durant+caf@mons.example' }));
  });
});

describe('R16: a corrected mailbox is individual too', () => {
  const shared = { email: 'creche@mons.example' };

  it('refuses one that looks shared, unless it says why it is not', () => {
    const given = specify(person).given(registered);
    given.when(correct(shared), NOW).thenRefused('shared-mailbox');
    const after = { ...details, ...shared, sharedMailboxReason: 'C’est son nom' };
    given.when(correct(after), NOW).thenEvents(corrected(details, after));
  });

  it('what was said of it holds while it is theirs, and for no other', () => {
    const before = { ...details, ...shared, sharedMailboxReason: 'C’est son nom' };
    const given = specify(person).given(registered, corrected(details, before));
    given
      .when(correct({ ...shared, function: 'Agent' }), NOW)
      .thenEvents(corrected(before, { ...before, function: 'Agent' }));
    given.when(correct({ email: 'contact@mons.example' }), NOW).thenRefused('shared-mailbox');
    given.when(correct({}), NOW).thenEvents(corrected(before, details));
  });
});
