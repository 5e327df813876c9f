import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { invalid, Refusal, type Seen } from '#platform';
import { isPosition, type Position } from '../position.ts';

export const IF_MATCH_HEADER = 'If-Match';
export const IF_UNCHANGED = 'greffe:if-unchanged';

/** What an endpoint changes, and the changes that do not matter to it. */
export interface Guarded extends Pick<Seen, 'ignores'> {
  /** Of the route, with the id; null of an act on many, whose ids `eachByItself` has. */
  readonly parameter: string | null;
}

/**
 * An endpoint where two may be at the same thing. A request with `If-Match` is refused when the subject has changed since
 * the answer that had this `ETag`; without, it is decided on the present state alone, as ever.
 */
export const IfUnchanged = ({ parameter = 'id', ignores }: Partial<Guarded> = {}) =>
  applyDecorators(
    SetMetadata(IF_UNCHANGED, { parameter, ignores } satisfies Guarded),
    ApiHeader({
      name: IF_MATCH_HEADER,
      required: false,
      schema: { type: 'string', format: 'token' },
      description:
        'The `ETag` of what the person had before them, or `Greffe-Position` of their own last change, in quotes',
    }),
  );

/** Whoever names a version wants the act only if it is still the one; where none is compared, it never is. */
export const nothingCompared = () =>
  new Refusal(
    'changed',
    'nothing-compared',
    'Cette demande ne se compare à aucune version : envoyez-la sans en annoncer une (If-Match). Rien n’a été fait.',
  );

/** The tag of an answer from read models that have come to `position`. */
export const tagOf = (position: Position): string => `"${position}"`;

/** The position that an `If-Match` names; null when any state will do. @throws Refusal bad-if-match */
export function positionIn(ifMatch: string | undefined): Position | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null;
  // A proxy that compresses an answer may say so at the end of its tag.
  const [, position = ''] = /^\s*"([^"]*?)(?:-(?:gzip|zstd|br))?"\s*$/.exec(ifMatch) ?? [];
  if (!isPosition(position)) {
    throw invalid('bad-if-match', 'La version annoncée (If-Match) n’est pas valable.');
  }
  return position;
}
