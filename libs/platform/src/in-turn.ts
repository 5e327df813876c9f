/** For work that asks the database and nobody else: while one waits for its answer, others go on. */
export const QUERIES_AT_ONCE = 4;

/**
 * Works on each in their order, `atOnce` of them at a time, whatever becomes of others.
 * @throws the first failure, when every one has had its turn
 */
export async function inTurn<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  atOnce = 1,
): Promise<void> {
  const failures: unknown[] = [];
  const rest = items.values();
  const workThrough = async () => {
    for (const item of rest) {
      try {
        await work(item);
      } catch (failure) {
        failures.push(failure);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workThrough));
  if (failures.length > 0) throw failures[0];
}
