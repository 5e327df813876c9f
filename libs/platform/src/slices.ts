/** What there is, in its order, `size` at a time; the last may be fewer. */
export function* inSlices<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let done = 0; done < items.length; done += size) yield items.slice(done, done + size);
}
