import { type EventStore, type StoredEvent, textOf } from '#event-sourcing';
import {
  type Checkpoint,
  inclusionProof,
  leafHash,
  provesInclusion,
  tlogProofText,
  unverifiedCheckpoint,
  WrongProof,
} from '#transparency';
import type { PublicKeys, SealKeys } from './keys/seal-keys.ts';
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

/** The same where nothing is signed. */
export interface VerifiableLog extends Omit<SealedLog, 'keys'> {
  readonly keys: PublicKeys;
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

/** Where an event stands: its stream and its revision there. */
export interface EventPlace {
  readonly stream: string;
  readonly revision: number;
}

export const nameOfPlace = ({ stream, revision }: EventPlace): string => `${stream}@${revision}`;

/** Events with their proofs, all against one checkpoint. */
export interface Proofs {
  readonly checkpoint: Checkpoint;
  readonly events: readonly ProvedEvent[];
}

/**
 * The proofs of events against the newest checkpoint, which need nothing else to be checked but the keys of the log.
 * @throws NotSealedYet; WrongProof: no proof is given out that does not hold
 */
export async function proofsOf(log: Provable, places: readonly EventPlace[]): Promise<Proofs> {
  const newest = await log.heads.newest();
  if (!newest) throw new NotSealedYet('nothing is sealed');
  const checkpoint = unverifiedCheckpoint(newest.note);
  const events: ProvedEvent[] = [];
  for (const place of places) events.push(await proved(log, place, newest.note, checkpoint));
  return { checkpoint, events };
}

/** The same of one event. */
export async function proofOf(log: Provable, stream: string, revision: number): Promise<ProvedEvent> {
  const { events } = await proofsOf(log, [{ stream, revision }]);
  return events[0]!;
}

async function proved(
  { stored, tree }: Provable,
  { stream, revision }: EventPlace,
  note: string,
  { size, root }: Checkpoint,
): Promise<ProvedEvent> {
  const [event] = await stored.readStream(stream, { from: revision, limit: 1 });
  if (event?.revision !== revision) throw new NotSealedYet(`${stream} has no event ${revision}`);
  const text = textOf(event as StoredEvent);
  const leaf = leafHash(text);
  const index = await tree.indexOf(leaf);
  if (index === null || index >= size) throw new NotSealedYet(`${stream} ${revision} is not in the tree`);
  const hashes = await inclusionProof(index, size, tree.tiles);
  if (!provesInclusion(leaf, index, size, hashes, root)) throw new WrongProof(`${stream} ${revision}`);
  const proof = { extra: Buffer.from(text), index, hashes, checkpoint: note };
  return { index, text, proof: tlogProofText(proof) };
}
