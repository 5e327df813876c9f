import { SealVerifications } from '#sealing';
import type { Engines } from '../engines.ts';
import type { SealReadiness } from './readiness.ts';

/** What came of verifying the seal, in whichever process; null before the first time. */
export const sealReadiness =
  ({ database }: Pick<Engines, 'database'>) =>
  async (): Promise<SealReadiness | null> => {
    const state = await new SealVerifications(database).state();
    return state && { lastFullAt: state.lastFull.at, lastAt: state.last.at, faults: state.last.faults };
  };
