import type { Person } from './api/contract';
import { inFrenchOrder } from './french-order';

/** How a person is written everywhere; the server writes those whose names it gives as one text in the same way. */
export const personName = ({ lastName, firstName }: Pick<Person, 'lastName' | 'firstName'>): string =>
  `${lastName.toLocaleUpperCase('fr')} ${firstName}`.trim();

/** What was typed of a name that is written so: the surname is in capitals. */
export function splitName(name: string): { lastName: string; firstName: string } {
  const words = name.split(' ');
  const first = words.findIndex((word) => word !== word.toLocaleUpperCase('fr'));
  const surname = words.splice(0, first === -1 ? words.length - 1 : first);
  return { lastName: surname.join(' '), firstName: words.join(' ') };
}

/** Persons to choose from, by their names; those who have the same name with their mailboxes, which differ (R16). */
export function optionsOfPersons(persons: readonly Person[]): { value: string; label: string }[] {
  const names = persons.map(personName);
  const isShared = (name: string) => names.filter((other) => other === name).length > 1;
  return persons
    .map((person) => {
      const name = personName(person);
      return { value: person.id, label: isShared(name) ? `${name} (${person.email})` : name };
    })
    .sort(({ label: one }, { label: other }) => inFrenchOrder(one, other));
}

/** The page of a person, or of somebody who has a code without being habilitated: by the id of the one, the code of the other. */
export const personPath = (id: string): string => `/personnes/${id}`;
