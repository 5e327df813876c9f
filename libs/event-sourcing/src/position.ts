/**
 * A place in the log of all events: opaque, ordered by plain string comparison, the same shape for every
 * store. It holds two 64-bit numbers in hexadecimal (PostgreSQL: transaction and sequence; EventStoreDB:
 * commit and prepare), for one alone does not say where a reader stands.
 */
export type Position = string;

/** Before the first event. */
export const START: Position = formatPosition(0n, 0n);

/** Of two unsigned 64-bit numbers, as such or in decimal. */
export function formatPosition(major: bigint | string, minor: bigint | string): Position {
  return `${hex(major)}-${hex(minor)}`;
}

/** @throws RangeError when `position` was not made by `formatPosition` */
export function parsePosition(position: Position): { major: bigint; minor: bigint } {
  if (!isPosition(position)) throw new RangeError(`Not a position: ${position}`);
  const [major, minor] = position.split('-');
  return { major: BigInt(`0x${major}`), minor: BigInt(`0x${minor}`) };
}

export const later = (a: Position, b: Position): Position => (a > b ? a : b);

export const isPosition = (text: string): text is Position => /^[0-9a-f]{16}-[0-9a-f]{16}$/.test(text);

function hex(value: bigint | string): string {
  return BigInt(value).toString(16).padStart(16, '0');
}
