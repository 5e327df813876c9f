/**
 * What all of them answer, as `Promise.all` has it, but never before the last has ended: a failure that is answered at once would
 * leave the others under way.
 * @throws the failure of the first in their order
 */
export async function whenAllEnded<T extends readonly unknown[]>(
  work: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
