import type { Ledger } from './ledger.ts';
import type { Stage } from './stage.ts';

/** Something that goes wrong while people are at work. */
export interface Fault<On extends Stage = Stage> {
  readonly name: string;
  /** Does the harm; resolves when its cause is over, and the system has to recover by itself. */
  strike(stage: On, working: Working): Promise<void>;
  readonly needsRedis?: boolean;
  /** Whether sessions may end before the people are done. */
  readonly endsSessions?: boolean;
}

/** The load, for a fault that looks at it while it strikes. */
export interface Working {
  readonly ledger: Ledger;
  /** Resolves when every writer has been answered to something begun from now on. */
  answered(): Promise<void>;
}
