import type { Position, ProjectionProgress } from '#event-sourcing';

/** Signing comes a second or two after appending. */
const LONGEST_WAIT_MS = 10_000;

/** Waits until the log is signed up to `position`. It may not be when this resolves: nobody waits for ever. */
export async function untilSigned(progress: ProjectionProgress, position: Position): Promise<void> {
  await progress.waitFor(['tree', 'sign-heads'], position, LONGEST_WAIT_MS);
}
