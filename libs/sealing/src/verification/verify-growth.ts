import { GrowingTree, partialTilesOf } from '#transparency';
import { leafOf } from '../leaf.ts';
import type { VerifiableLog } from '../proofs-of.ts';
import type { VerifiedTree } from './seal-verifications.ts';
import { SealedLeaves } from './sealed-leaves.ts';
import { openHeads, SignedRoots } from './signed-roots.ts';

const BATCH = 2000;

export interface Growth {
  /** That were read. */
  readonly events: number;
  /** Null when something is not as it was sealed: the whole log has to be read to say what. */
  readonly verified: VerifiedTree | null;
}

/** Reads what came to the log since it was verified, and compares it with the tree and with what was signed since then. */
export async function verifyGrowth(log: VerifiableLog, since: VerifiedTree): Promise<Growth> {
  const { stored, tree, heads, keys } = log;
  // In this order: the tree has grown at least as far as what was signed.
  const { signed, faults } = openHeads(await heads.after(since.size), keys);
  const sealed = await tree.size();
  const growing = await treeSince(log, since);
  if (!growing || sealed < since.size || faults.length > 0) return { events: 0, verified: null };
  const roots = new SignedRoots(signed, since.size);
  const leaves = new SealedLeaves(tree, sealed, since.size);
  let [events, position] = [0, since.position];
  for await (const batch of stored.catchUp({ after: since.position, limit: BATCH })) {
    const were = await leaves.take(batch.events.length);
    // Behind the end of the tree, they are only not sealed yet.
    for (const [at, event] of batch.events.slice(0, were.length).entries()) {
      events++;
      const leaf = leafOf(event);
      if (!leaf.equals(were[at]!)) return { events, verified: null };
      growing.append(leaf);
      roots.look(growing);
      position = event.position;
    }
  }
  if (growing.size < sealed || roots.isRefuted) return { events, verified: null };
  return { events, verified: { size: growing.size, root: growing.root.toString('base64'), position } };
}

/** The tree as far as it was verified; null when it is another one by now. */
async function treeSince({ tree }: VerifiableLog, { size, root }: VerifiedTree): Promise<GrowingTree | null> {
  const tiles = await Promise.all(
    partialTilesOf(size).map(async (place) => {
      const hashes = await tree.hashesOf(place);
      return hashes ? [{ ...place, hashes }] : [];
    }),
  );
  try {
    const before = GrowingTree.resume(size, tiles.flat());
    return before.root.toString('base64') === root ? before : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
