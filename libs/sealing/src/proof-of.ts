import { type EventStore, type StoredEvent, textOf } from '#event-sourcing';
import {
  inclusionProof,
  leafHash,
  parseCheckpoint,
  parseNote,
  provesInclusion,
  tlogProofText,
  WrongProof,
} from '#transparency';
import type { SealKeys } from './keys/seal-keys.ts';
import type { SealedTree } from './read-models/tree/query.ts';
import type { SignedHeads } from './signed-heads.ts';

/** The sealed log, with all that it is checked by. */
export interface SealedLog {
  /** Opened `verbatim`. */
  readonly stored: EventStore;
  readonly tree: SealedTree;
  readonly heads: SignedHeads;
  readonly keys: SealKeys;
}

/** What a proof is made of: no key is needed, only to check it. */
type Provable = Pick<SealedLog, 'stored' | 'tree' | 'heads'>;

/** An event that the newest checkpoint vouches for. */
export interface ProvedEvent {
  /** Place in the log, from 0. */
  readonly index: number;
  /** What the leaf is the hash of: canonical JSON. */
  readonly text: string;
  /** A `.tlog-proof` of C2SP, with `text` as its `extra`. */
  readonly proof: string;
}

/** Nothing vouches for the event: it is too new, it was changed since, or there is none. */
export class NotSealedYet extends Error {
  override readonly name = 'NotSealedYet';
}

/**
 * The proof of one event against the newest checkpoint, which needs nothing else to be checked but the keys of the log.
 * @throws NotSealedYet; WrongProof: no proof is given out that does not hold
 */
export async function proofOf(
  { stored, tree, heads }: Provable,
  stream: string,
  revision: number,
): Promise<ProvedEvent> {
  const [event] = await stored.readStream(stream, { from: revision, limit: 1 });
  if (event?.revision !== revision) throw new NotSealedYet(`${stream} has no event ${revision}`);
  const text = textOf(event as StoredEvent);
  const leaf = leafHash(text);
  const [newest, index] = [await heads.newest(), await tree.indexOf(leaf)];
  const checkpoint = newest && parseCheckpoint(parseNote(newest.note).text);
  if (!checkpoint || index === null || index >= checkpoint.size) {
    throw new NotSealedYet(`${stream} ${revision} is not in the tree`);
  }
  const { size, root } = checkpoint;
  const hashes = await inclusionProof(index, size, tree.tiles);
  if (!provesInclusion(leaf, index, size, hashes, root)) throw new WrongProof(`${stream} ${revision}`);
  const proof = { extra: Buffer.from(text), index, hashes, checkpoint: newest.note };
  return { index, text, proof: tlogProofText(proof) };
}
