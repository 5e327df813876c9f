import type { Batch } from './event-store.ts';

/** Batches as `read` gives them behind the last one, until one has caught up; each is read while the one before is dealt with. */
export async function* readAhead(read: (last?: Batch) => Promise<Batch>): AsyncGenerator<Batch, void> {
  for (let next = read(); ; ) {
    const batch = await next;
    if (!batch.caughtUp) {
      next = read(batch);
      // Whoever takes it hears of a failure.
      next.catch(() => {});
    }
    yield batch;
    if (batch.caughtUp) return;
  }
}
