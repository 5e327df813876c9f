import { SealVerifications, Timestamps } from '#sealing';
import type { Engines } from '../engines.ts';
import type { SealReadiness } from './readiness.ts';

/** What came of verifying the seal, in whichever process, and who vouches for it outside; null before the first time. */
export const sealReadiness =
  ({ database }: Pick<Engines, 'database'>) =>
  async (): Promise<SealReadiness | null> => {
    const [state, stamp] = await Promise.all([
      new SealVerifications(database).state(),
      new Timestamps(database).newest(),
    ]);
    if (!state) return null;
    return {
      ...{ lastFullAt: state.lastFull.at, lastAt: state.last.at, faults: state.last.faults },
      ...(stamp && { stampedAt: stamp.stampedAt }),
    };
  };
