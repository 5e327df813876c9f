import type { Stage } from './stage.ts';

/** Something that goes wrong while people are at work. */
export interface Fault<On extends Stage = Stage> {
  readonly name: string;
  /** Does the harm; resolves when its cause is over, and the system has to recover by itself. */
  strike(stage: On, working: Working): Promise<void>;
  /** Whether sessions may end before their time. */
  readonly endsSessions?: boolean;
}

/** The load, as a fault may look at it. */
export interface Working {
  /** Resolves when every writer has been answered to something begun from now on. */
  answered(): Promise<void>;
}
