import type { Person } from './api/contract';
import { inFrenchOrder } from './french-order';

const nameOf = ({ lastName, firstName }: Person): string =>
  `${lastName.toLocaleUpperCase('fr')} ${firstName}`;

/** Persons to choose from, by their names; those who have the same name with their mailboxes, which differ (R16). */
export function optionsOfPersons(persons: readonly Person[]): { value: string; label: string }[] {
  const names = persons.map(nameOf);
  const isShared = (name: string) => names.filter((other) => other === name).length > 1;
  return persons
    .map((person) => {
      const name = nameOf(person);
      return { value: person.id, label: isShared(name) ? `${name} (${person.email})` : name };
    })
    .sort(({ label: one }, { label: other }) => inFrenchOrder(one, other));
}

/** The page of a person, or of somebody who has a code without being habilitated: by the id of the one, the code of the other. */
export const personPath = (id: string): string => `/personnes/${id}`;
