import { ApiProblem } from './client';
import type { BulkAnswer } from './contract';

/** So many rows in one request: between two of them the work may be stopped. */
const SHARE = 10;

export interface BulkOutcome {
  results: BulkAnswer['results'];
  /** Rows that nothing was done to, since it was stopped or interrupted. */
  left: string[];
  /** By what it was interrupted; null when it was not. */
  interruption: string | null;
}

/** One act on many rows, share by share. What fails before anything is done is thrown. */
export async function inShares(
  ids: readonly string[],
  sendShare: (ids: readonly string[]) => Promise<BulkAnswer>,
  onDone: (count: number) => void,
  isStopped: () => boolean,
): Promise<BulkOutcome> {
  const results: BulkAnswer['results'] = [];
  const outcome = (interruption: string | null) => ({
    results,
    left: ids.slice(results.length),
    interruption,
  });
  while (results.length < ids.length) {
    if (results.length > 0 && isStopped()) break;
    try {
      const answer = await sendShare(ids.slice(results.length, results.length + SHARE));
      results.push(...answer.results);
    } catch (error) {
      if (results.length === 0 || !(error instanceof ApiProblem)) throw error;
      return outcome(error.message);
    }
    onDone(results.length);
  }
  return outcome(null);
}
