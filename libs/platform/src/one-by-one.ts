/**
 * `work` takes what `source` gives one by one, beside something else that it reads; undefined when there is no more. However far it has
 * come, the source is let go of in the end: what stands behind it, such as a subscription, would stay open.
 */
export async function oneByOne<Item, Result>(
  source: AsyncIterable<Item>,
  work: (next: () => Promise<Item | undefined>) => Promise<Result>,
): Promise<Result> {
  const items = source[Symbol.asyncIterator]();
  try {
    return await work(async () => {
      const { done, value } = await items.next();
      return done ? undefined : value;
    });
  } finally {
    await items.return?.();
  }
}
