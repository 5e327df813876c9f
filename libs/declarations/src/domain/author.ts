import type { Principal, Profile } from '#platform';

/** A person as an event names them. */
export interface Signatory {
  /** Their user code, which is never another's (R12). */
  readonly code: string;
  /** Their name on that day. */
  readonly name: string;
}

/** Who acts on a declaration, with the profiles held at its establishment at that instant (R6, R9). */
export interface Author extends Signatory {
  readonly profiles: readonly Profile[];
}

/** The person signed in, as the author of what happens at one establishment. */
export function authorAt(
  { userCode, name, establishments }: Pick<Principal, 'userCode' | 'name' | 'establishments'>,
  establishmentId: string,
): Author {
  const profiles = establishments.find(({ id }) => id === establishmentId)?.profiles ?? [];
  return { code: userCode, name, profiles };
}

export const signatoryOf = ({ code, name }: Author): Signatory => ({ code, name });
