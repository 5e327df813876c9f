/**
 * Which leaves one of two logs has, and the other has not, found while both are read side by side. Only what has no twin yet is
 * held, so that a log of any length can be compared.
 */
export class Differences {
  readonly #added = new Unmatched();
  readonly #missing = new Unmatched();
  #first: number | null = null;

  /** The first place where the log is not what was sealed. */
  get first(): number | null {
    return this.#first;
  }

  /** Places in the log of leaves that were never sealed. */
  get added(): ReadonlySet<number> {
    return this.#added.places;
  }

  /** Places in the sealed log of leaves that the log does not hold. */
  get missing(): ReadonlySet<number> {
    return this.#missing.places;
  }

  /** @param sealed undefined behind the end of what is sealed: whatever the log holds there is only not sealed yet */
  compare(place: number, logged: Buffer | undefined, sealed: Buffer | undefined): void {
    if (sealed && !logged?.equals(sealed)) this.#first ??= place;
    if (this.#first === null) return;
    const [a, b] = [logged?.toString('base64'), sealed?.toString('base64')];
    if (a !== undefined && !this.#missing.match(a) && b !== undefined) this.#added.keep(a, place);
    if (b !== undefined && !this.#added.match(b)) this.#missing.keep(b, place);
  }
}

/** Leaves by their hashes, where the same may stand more than once. */
class Unmatched {
  readonly #places = new Map<string, number[]>();

  get places(): ReadonlySet<number> {
    return new Set([...this.#places.values()].flat());
  }

  keep(leaf: string, place: number): void {
    const places = this.#places.get(leaf);
    if (places) places.push(place);
    else this.#places.set(leaf, [place]);
  }

  /** Takes one away that is the same; answers whether there was one. */
  match(leaf: string): boolean {
    const places = this.#places.get(leaf);
    if (!places) return false;
    places.shift();
    if (places.length === 0) this.#places.delete(leaf);
    return true;
  }
}
