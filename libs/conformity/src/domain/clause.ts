/** Where a clause stands: something is not in order; or all is; or all is, and there was no occasion for it yet. */
export const clauseStates = ['to-settle', 'kept', 'unused'] as const;
export type ClauseState = (typeof clauseStates)[number];

/** What was found out about a clause. */
export interface Found {
  /** When it was exercised last; null when it never was. */
  readonly exercisedAt: string | null;
  /** What is not in order, counted. */
  readonly notInOrder: readonly { readonly count: number }[];
}

export function stateOf({ exercisedAt, notInOrder }: Found): ClauseState {
  if (notInOrder.some(({ count }) => count > 0)) return 'to-settle';
  return exercisedAt === null ? 'unused' : 'kept';
}

/** How many clauses stand where. */
export const tallyOf = (states: readonly ClauseState[]): Readonly<Record<ClauseState, number>> => ({
  'to-settle': states.filter((state) => state === 'to-settle').length,
  kept: states.filter((state) => state === 'kept').length,
  unused: states.filter((state) => state === 'unused').length,
});
