/*
 * A part of a log is what concerns one of its parties, in the order of the log. Each part has a tree of its own; one more tree, the
 * directory, has as leaf i the head of part i. These are the texts that the leaves of both are hashes of.
 */

/** An event of the log, as it stands in a part. */
export interface PartEntry {
  /** Place in the log, from 0. */
  readonly index: number;
  /** The event’s leaf there. */
  readonly leaf: Buffer;
  /** The leaf hash of what the party is told of the event: of all that is stored, or of less. */
  readonly told: Buffer;
}

/** How far a part has come. */
export interface PartHead {
  /** Which part, from 0: its place in the directory. */
  readonly ordinal: number;
  /** Entries. */
  readonly size: number;
  readonly root: Buffer;
  /** Known to the party alone: nobody else can try out what its head is. */
  readonly blind: Buffer;
}

export const BLIND_BYTES = 16;

export const entryText = ({ index, leaf, told }: PartEntry): string =>
  `greffe-entry/v1\n${index}\n${leaf.toString('base64')}\n${told.toString('base64')}\n`;

export const headText = ({ ordinal, size, root, blind }: PartHead): string =>
  `greffe-head/v1\n${ordinal}\n${size}\n${root.toString('base64')}\n${blind.toString('base64')}\n`;
