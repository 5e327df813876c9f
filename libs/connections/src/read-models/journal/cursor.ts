import { badCursor, type Instant, isInstant } from '#platform';

/** The attempt that a page ended with: the next one goes on behind it. */
export interface Place {
  readonly at: Instant;
  readonly id: string;
}

const PLACE = /^([^~]+)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const toCursor = ({ at, id }: Place): string => Buffer.from(`${at}~${id}`).toString('base64url');

/** @throws Refusal bad-cursor */
export function fromCursor(cursor: string): Place {
  const [, at, id] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (id === undefined || !isInstant(at)) throw badCursor();
  return { at, id };
}
