import { type EventStore, type StoredEvent, textOf } from '#event-sourcing';
import { type SealedTree, type SealFault, type SignedHeads, verifySeal } from '#sealing';
import {
  checkpointText,
  ed25519,
  GrowingTree,
  type KeySigner,
  leafHash,
  openCheckpoint,
  signerFrom,
  signNote,
  type Tile,
} from '#transparency';
import type { SignedHead } from '../../libs/sealing/src/signed-heads.ts';

const ORIGIN = 'greffe.example';
const key = signerFrom(ed25519, ORIGIN, Buffer.alloc(32, 1));

/** What a register has sealed, and keeps beside its log. */
export interface Sealed {
  /** Leaves of the tree. */
  readonly size: number;
  readonly tiles: readonly Tile[];
  readonly heads: readonly SignedHead[];
}

/** The events as they were sealed, signed at these sizes, the last of which is that of the tree. */
export function sealedAt(events: readonly StoredEvent[], sizes: readonly number[]): Sealed {
  const tree = new GrowingTree();
  const tiles = new Map<string, Tile>();
  const heads: SignedHead[] = [];
  for (const size of sizes) {
    for (const event of events.slice(tree.size, size)) tree.append(leafHash(textOf(event)));
    for (const tile of tree.takeTiles()) tiles.set(`${tile.level}/${tile.index}`, tile);
    heads.push({ size, note: noteOf(size, tree.root) });
  }
  return { size: tree.size, tiles: [...tiles.values()], heads };
}

export const noteOf = (size: number, root: Buffer, by: KeySigner = key): string =>
  signNote(checkpointText({ origin: ORIGIN, size, root }), [by]);

/** Another key of the same name. */
export const strangerOf = (seed: number): KeySigner =>
  signerFrom(ed25519, ORIGIN, Buffer.alloc(32, 2 + (seed % 250)));

/** What `proof verify` finds, where the log is what `stored` reads. */
export async function faultsIn(
  stored: EventStore,
  { size, tiles, heads }: Sealed,
  since?: string,
): Promise<readonly SealFault[]> {
  const tree: Pick<SealedTree, 'size' | 'levelOf'> = {
    size: async () => size,
    levelOf: async function* (level, first = 0) {
      yield* tiles.filter((tile) => tile.level === level && tile.index >= first);
    },
  };
  const log = {
    stored,
    tree: tree as SealedTree,
    keys: { origin: ORIGIN, all: [key], replaced: [] },
    heads: { all: async () => heads } as unknown as SignedHeads,
  };
  const kept = since === undefined ? since : openCheckpoint(since, log.keys.all, ORIGIN);
  return (await verifySeal(log, kept)).faults;
}
