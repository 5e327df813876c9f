import type { Sanction } from '#platform';

/** Whether it holds, has ended, or was done once and for all: what follows then is a new request. */
export const standings = ['in-force', 'ended', 'final'] as const;
export type Standing = (typeof standings)[number];

/** These end: one is lifted, or has its last day; the other ends with the change. */
export const ENDING: readonly Sanction[] = ['suspension', 'password-change'];

export function standingOf(kind: Sanction, hasEnded: boolean): Standing {
  if (!ENDING.includes(kind)) return 'final';
  return hasEnded ? 'ended' : 'in-force';
}
