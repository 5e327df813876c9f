import { type Decider, ERASED, ERASED_MAILBOX, type EventTypes } from '#event-sourcing';
import { conflict, isSameMailbox, mailAddress, mustCorrect, notFound } from '#platform';
import { individualMailbox } from './mailbox.ts';

/** What is said of an agent, and may turn out to be wrong. */
export interface PersonDetails {
  readonly lastName: string;
  readonly firstName: string;
  readonly function: string;
  readonly email: string;
  /** Why an address that looks shared is not (R16). */
  readonly sharedMailboxReason: string | null;
}

/** An agent as the annex names them (R10), with the individual address their code is sent to (R16). */
export interface PersonRegistration extends PersonDetails {
  readonly gestionnaireId: string;
}

export type PersonEvent =
  | { type: 'PersonRegistered'; data: PersonRegistration }
  | { type: 'PersonCorrected'; data: { before: PersonDetails; after: PersonDetails; reason: string } };

const erasedDetails: PersonDetails = {
  lastName: ERASED,
  firstName: '',
  function: ERASED,
  email: ERASED_MAILBOX,
  sharedMailboxReason: null,
};

export const personEventTypes: EventTypes<PersonEvent> = {
  PersonRegistered: { schema: 1, personal: { fields: erasedDetails } },
  PersonCorrected: {
    schema: 1,
    personal: { fields: { before: erasedDetails, after: erasedDetails, reason: ERASED } },
  },
};

export type PersonCommand =
  | { type: 'RegisterPerson'; registration: PersonRegistration }
  | { type: 'CorrectPerson'; details: PersonDetails; reason: string };

/** What is known of them; null while nobody is registered. */
export type Person = PersonRegistration | null;

/** An agent of a gestionnaire, who may come to be habilitated. */
export const person: Decider<PersonCommand, PersonEvent, Person> = {
  category: 'person',
  initialState: null,
  decide(command, state) {
    if (command.type === 'CorrectPerson') return [correct(command, state)];
    if (state !== null) throw conflict('person-exists', 'Cette personne est déjà enregistrée.');
    return [{ type: 'PersonRegistered', data: withIndividualMailbox(command.registration) }];
  },
  evolve: (state, { type, data }) =>
    type === 'PersonRegistered' ? data : state && { ...state, ...data.after },
};

/** @throws Refusal shared-mailbox (R16) */
export function withIndividualMailbox<Details extends PersonDetails>(details: Details): Details {
  const { email, sharedMailboxReason } = details;
  return {
    ...details,
    email: mailAddress(email),
    sharedMailboxReason: individualMailbox(email, sharedMailboxReason),
  };
}

/** The person stays the one who was named: their code is given to no other (R12). */
function correct(
  { details, reason }: Extract<PersonCommand, { type: 'CorrectPerson' }>,
  state: Person,
): PersonEvent {
  if (state === null) throw unknownPerson();
  const { gestionnaireId: _, ...before } = state;
  const staysAt = isSameMailbox(before.email, details.email);
  const after = withIndividualMailbox({
    ...details,
    // What was said of a mailbox holds as long as it is theirs.
    sharedMailboxReason: details.sharedMailboxReason ?? (staysAt ? before.sharedMailboxReason : null),
  });
  mustCorrect(before, after, ['lastName', 'firstName', 'function', 'email']);
  if (before.lastName !== after.lastName && before.firstName !== after.firstName && !staysAt) {
    throw conflict(
      'another-person',
      'Le nom, le prénom et la messagerie changent tous les trois : c’est une autre personne. Enregistrez-la, et déclarez la fin de mission de celle-ci.',
    );
  }
  return { type: 'PersonCorrected', data: { before, after, reason } };
}

/** There is none, or not for whoever asks. */
export const unknownPerson = () =>
  notFound('person-not-found', 'Cette personne n’existe pas, ou ne relève pas de vous.');
