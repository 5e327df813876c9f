/** How often a run that fails is tried, and the pause after the first failure; each further pause is twice as long. */
export interface Retries {
  readonly attempts: number;
  readonly firstPauseMs: number;
}

export const RETRIES: Retries = { attempts: 4, firstPauseMs: 15_000 };

/** For whoever waits for the answer, and can ask again. */
export const ONCE: Retries = { attempts: 1, firstPauseMs: 0 };

export const pauseAfter = ({ firstPauseMs }: Retries, attempt: number): number =>
  firstPauseMs * 2 ** (attempt - 1);
