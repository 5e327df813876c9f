import type { Decider, EventTypes } from '#event-sourcing';
import { conflict, mailAddress } from '#platform';
import { individualMailbox } from './mailbox.ts';

/** An agent as the annex names them (R10), with the individual address their code is sent to (R16). */
export interface PersonRegistration {
  readonly gestionnaireId: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly function: string;
  readonly email: string;
  /** Why an address that looks shared is not (R16). */
  readonly sharedMailboxReason: string | null;
}

export type PersonEvent = { type: 'PersonRegistered'; data: PersonRegistration };

export const personEventTypes: EventTypes<PersonEvent> = {
  PersonRegistered: {
    schema: 1,
    personal: ['lastName', 'firstName', 'function', 'email', 'sharedMailboxReason'],
  },
};

export type PersonCommand = { type: 'RegisterPerson'; registration: PersonRegistration };

/** What was registered; null while nobody is. */
export type Person = PersonRegistration | null;

/** An agent of a gestionnaire, who may come to be habilitated. */
export const person: Decider<PersonCommand, PersonEvent, Person> = {
  category: 'person',
  initialState: null,
  decide({ registration }, state) {
    if (state !== null) throw conflict('person-exists', 'Cette personne est déjà enregistrée.');
    return [{ type: 'PersonRegistered', data: withIndividualMailbox(registration) }];
  },
  evolve: (_, event) => event.data,
};

/** @throws Refusal shared-mailbox (R16) */
export function withIndividualMailbox(registration: PersonRegistration): PersonRegistration {
  const { email, sharedMailboxReason } = registration;
  return {
    ...registration,
    email: mailAddress(email),
    sharedMailboxReason: individualMailbox(email, sharedMailboxReason),
  };
}
