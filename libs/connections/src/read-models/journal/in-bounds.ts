import { invalid } from '#platform';

const LONGEST_MS = 5000;

/**
 * Reads for as long as somebody waits for it, and no longer than five seconds: `signal` ends the statements it is given to.
 * @throws Refusal takes-too-long; whatever `gone` was aborted with
 */
export async function inBounds<T>(gone: AbortSignal, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(LONGEST_MS);
  try {
    return await read(AbortSignal.any([gone, late]));
  } catch (error) {
    if (late.aborted && !gone.aborted) {
      const sentence = 'Cette recherche prend trop de temps : réduisez la période ou ajoutez un filtre.';
      throw invalid('takes-too-long', sentence);
    }
    throw error;
  }
}
