import { withFrenchSpaces } from './typography.ts';

export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'changed'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

/**
 * A rule says no. The sentence is French, for the person who asked; the code is stable, for programs.
 * A refusal changes nothing: no event is written.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly kind: RefusalKind,
    readonly code: string,
    sentence: string,
    /** In how many seconds asking again may be of use; null when that is not known. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(withFrenchSpaces(sentence));
  }
}

/** The request is well-formed, but a rule forbids it in the present state. */
export const conflict = (code: string, sentence: string) => new Refusal('conflict', code, sentence);

/** The request itself does not make sense. */
export const invalid = (code: string, sentence: string) => new Refusal('invalid', code, sentence);

/** The person may not do this. */
export const forbidden = (code: string, sentence: string) => new Refusal('forbidden', code, sentence);

/** There is no such thing, or not for this person. */
export const notFound = (code: string, sentence: string) => new Refusal('not-found', code, sentence);

/** What this depends on is away for now: ask again later. */
export const unavailable = (code: string, sentence: string, retryAfterSeconds: number | null = null) =>
  new Refusal('unavailable', code, sentence, retryAfterSeconds);
