/**
 * What may be wrong with a sealed log.
 *
 * - `changed`, `added`, `moved`: `event` is not what was sealed in its place, was not sealed at all, stood elsewhere
 * - `removed`: an event that stood behind `event` is gone
 * - `cut`: the log ends with `event`, and what was sealed does not
 * - `rewritten`: the log is not the one that was signed, and what would tell which event it is was changed with it
 * - `tree`: the log is in order, the tree over it was changed
 * - `heads`: what was sealed as concerning partners is not what the log gives; `index`: of so many events
 * - `head`: a checkpoint is kept that no key of the log has signed for that size
 */
export type FaultKind =
  | 'changed'
  | 'added'
  | 'moved'
  | 'removed'
  | 'cut'
  | 'rewritten'
  | 'tree'
  | 'head'
  | 'heads';

export interface SealFault {
  readonly kind: FaultKind;
  /** Place in the sealed log, from 0; of `rewritten`, the last one that is known to be in order, and one more; of `head`, its size. */
  readonly index: number;
  /** `stream revision` of the event that it is told by; null before the first one, and where no event tells. */
  readonly event: string | null;
}
