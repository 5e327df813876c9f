import { conflict } from './refusal.ts';

/** Whether both say the same in each of these fields. */
export const saySame = <Details>(one: Details, other: Details, fields: readonly (keyof Details)[]): boolean =>
  fields.every((field) => one[field] === other[field]);

/** A correction changes at least one of the fields that can be corrected. @throws Refusal nothing-corrected */
export function mustCorrect<Details>(
  before: Details,
  after: Details,
  fields: readonly (keyof Details)[],
): void {
  if (saySame(before, after, fields)) {
    throw conflict('nothing-corrected', 'Rien n’est changé : il n’y a rien à corriger.');
  }
}
