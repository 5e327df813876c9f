import { type Checkpoint, type GrowingTree, openWithAnyKey } from '#transparency';
import type { SealFault } from '../domain/fault.ts';
import type { PublicKeys } from '../keys/seal-keys.ts';
import type { SignedHead } from '../signed-heads.ts';

/** The checkpoints that a key of the log has signed, and a fault for each that none has. */
export function openHeads(heads: readonly SignedHead[], { all, origin }: PublicKeys) {
  const signed: Checkpoint[] = [];
  const faults: SealFault[] = [];
  for (const { size, note } of heads) {
    const checkpoint = opened(() => openWithAnyKey(note, all, origin));
    if (checkpoint?.size === size) signed.push(checkpoint);
    else faults.push({ kind: 'head', index: size, event: null });
  }
  return { signed, faults };
}

function opened(open: () => Checkpoint): Checkpoint | null {
  try {
    return open();
  } catch {
    return null;
  }
}

/** How a tree that grows stands to what was signed of it. */
export class SignedRoots {
  readonly #roots: readonly Checkpoint[];
  #next = 0;
  #agreed = 0;
  #refuted = false;

  /** @param signed only those of more leaves than `after` count */
  constructor(signed: readonly Checkpoint[], after = 0) {
    this.#roots = signed.filter(({ size }) => size > after).sort((a, b) => a.size - b.size);
  }

  /** The most leaves that were signed and are the same; 0 where none are. */
  get agreed(): number {
    return this.#agreed;
  }

  /** Something else was signed, or more than there is: to be asked at the end. */
  get isRefuted(): boolean {
    return this.#refuted || this.isSignedFurther;
  }

  /** More leaves were signed than the tree has come to. */
  get isSignedFurther(): boolean {
    return this.#next < this.#roots.length;
  }

  /** To be shown the tree after each leaf. */
  look(tree: GrowingTree): void {
    if (this.#roots[this.#next]?.size !== tree.size) return;
    // More than one may have been signed of one size.
    for (; this.#roots[this.#next]?.size === tree.size; this.#next++) {
      if (!this.#roots[this.#next]!.root.equals(tree.root)) this.#refuted = true;
    }
    if (!this.#refuted) this.#agreed = tree.size;
  }
}
