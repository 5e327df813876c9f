import { SealVerifications, Timestamps, Witnesses } from '#sealing';
import type { Engines } from '../engines.ts';
import type { SealReadiness } from './readiness.ts';

/** What came of verifying the seal, in whichever process, and who vouches for it outside; null where there is nothing to tell. */
export const sealReadiness =
  ({ database, config }: Pick<Engines, 'database' | 'config'>) =>
  async (): Promise<SealReadiness | null> => {
    const [state, stamp, witnesses] = await Promise.all([
      new SealVerifications(database, config).state(),
      new Timestamps(database).newest(),
      new Witnesses(database).states(),
    ]);
    if (!state && !stamp && witnesses.length === 0) return null;
    return {
      ...(state && { lastFullAt: state.lastFull.at, lastAt: state.last.at, faults: state.last.faults }),
      ...(stamp && { stampedAt: stamp.stampedAt }),
      ...(witnesses.length > 0 && { witnesses }),
    };
  };
