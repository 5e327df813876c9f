import { specify } from '#event-sourcing/testing';
import { sharedMailboxToken } from '#platform';
import { mailbox } from './mailbox.ts';
import { type PersonRegistration, person } from './person.ts';

const NOW = '2026-03-02T09:00:00.000Z';
const claim = (personId: string) => ({ type: 'ClaimMailbox', personId }) as const;
const release = (personId: string) => ({ type: 'ReleaseMailbox', personId }) as const;
const claimedBy = (personId: string) => ({ type: 'MailboxClaimed', data: { personId } }) as const;
const claimed = claimedBy('p1');
const released = { type: 'MailboxReleased', data: { personId: 'p1' } } as const;

describe('R16: the mailbox is individual', () => {
  it.each([
    ['contact@ville.example', 'contact'],
    ['creche.lamartine@ville.example', 'creche'],
    ['crèche59@ville.example', 'creche'],
    ['petite-enfance@ville.example', 'petiteenfance'],
    ['multi_accueil@ville.example', 'multiaccueil'],
    ['halte.garderie@ville.example', 'haltegarderie'],
    ['  RH@ville.example', 'rh'],
    ['marie.creche@ville.example', 'creche'],
    ['contact+marie@ville.example', 'contact'],
    ['ｃｏｎｔａｃｔ@ville.example', 'contact'],
  ])('%s looks shared', (email, token) => expect(sharedMailboxToken(email)).toBe(token));

  it.each(['claire.ramon@ville.example', 'm.contactin@ville.example', 'jdupont@service.example'])(
    '%s does not',
    (email) => expect(sharedMailboxToken(email)).toBeNull(),
  );

  it('belongs to one person; the same claim again changes nothing', () => {
    specify(mailbox).given().when(claim('p1'), NOW).thenEvents(claimed);
    specify(mailbox).given(claimed).when(claim('p1'), NOW).thenEvents();
    specify(mailbox).given(claimed).when(claim('p2'), NOW).thenRefused('mailbox-taken');
  });

  it('is free again when its person has left; nobody else can release it', () => {
    specify(mailbox).given(claimed, released).when(claim('p2'), NOW).thenEvents(claimedBy('p2'));
    specify(mailbox).given(claimed).when(release('p1'), NOW).thenEvents(released);
    specify(mailbox).given(claimed).when(release('p2'), NOW).thenEvents();
    specify(mailbox).given(claimed, released).when(release('p1'), NOW).thenEvents();
    specify(mailbox)
      .given(claimed, released, claimedBy('p2'))
      .when(claim('p1'), NOW)
      .thenRefused('mailbox-taken');
  });

  const registration: PersonRegistration = {
    gestionnaireId: 'g1',
    lastName: 'Crèche',
    firstName: 'Marie',
    function: 'Directrice',
    email: 'Marie.Creche@ville.example',
    sharedMailboxReason: null,
  };
  const register = (change: Partial<PersonRegistration>) =>
    ({ type: 'RegisterPerson', registration: { ...registration, ...change } }) as const;

  it('an address that looks shared needs a reason, which is recorded; another needs none, and records none', () => {
    specify(person).given().when(register({}), NOW).thenRefused('shared-mailbox');
    specify(person)
      .given()
      .when(register({ sharedMailboxReason: 'C’est son nom de famille' }), NOW)
      .thenEvents({
        type: 'PersonRegistered',
        data: {
          ...registration,
          email: 'marie.creche@ville.example',
          sharedMailboxReason: 'C’est son nom de famille',
        },
      });
    specify(person)
      .given()
      .when(register({ email: 'm.petit@ville.example', sharedMailboxReason: 'inutile' }), NOW)
      .thenEvents({ type: 'PersonRegistered', data: { ...registration, email: 'm.petit@ville.example' } });
  });

  it('a person is registered once', () =>
    specify(person)
      .given({ type: 'PersonRegistered', data: registration })
      .when(register({ email: 'm.petit@ville.example' }), NOW)
      .thenRefused('person-exists'));
});
