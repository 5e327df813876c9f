export interface NameParts {
  readonly lastName: string;
  readonly firstName: string;
}

/**
 * How a person is written everywhere: « LE GOFF Yann »; without a first name where that was erased. Sorted as they are written, persons are in the order of their surnames.
 */
export const personName = ({ lastName, firstName }: NameParts): string =>
  `${lastName.toLocaleUpperCase('fr')} ${firstName}`.trim();

/** The same in SQL, of two columns or of a row that has both. */
export const personNameOf = (lastName: string, firstName: string): string =>
  `btrim(upper(${lastName} COLLATE "fr-x-icu") || ' ' || ${firstName})`;
export const personNameIn = (row: string): string => personNameOf(`${row}.last_name`, `${row}.first_name`);

/** A name that was kept as people say it, « Yann Le Goff »: its first word is the first name. */
export function personNameOfSaid(said: string): string {
  const [firstName = '', ...surname] = said.split(' ');
  return surname.length === 0 ? said : personName({ lastName: surname.join(' '), firstName });
}
