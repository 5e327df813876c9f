import { setTimeout as delay } from 'node:timers/promises';

const LOOK_AGAIN_MS = 5;

/**
 * Waits until `condition` answers something true, and gives that back. A condition that throws is not yet met:
 * `expect` inside it says, in the end, what was missing. What costs something to look at is looked at every so often.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  withinMs = 10_000,
  everyMs = LOOK_AGAIN_MS,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    let missing: unknown;
    try {
      const answer = await condition();
      if (answer) return answer;
      missing = new Error(`Not met within ${withinMs} ms: ${condition}`);
    } catch (error) {
      missing = error;
    }
    if (Date.now() > deadline) throw missing;
    await delay(everyMs);
  }
}
