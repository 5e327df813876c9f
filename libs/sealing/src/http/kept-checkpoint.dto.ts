import { Gives, Text, Whole } from '#platform';

/** A checkpoint that somebody has kept: its three lines. */
export class KeptCheckpointQuery {
  @Text('token', { description: 'Name of the log' })
  readonly origin!: string;

  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER, description: 'Events' })
  readonly size!: number;

  @Text('sha256', { description: 'The root, hexadecimal' })
  readonly root!: string;
}

/**
 * - `contained`: all that it vouches for is in the log, unchanged and in its place
 * - `replaced`: the same of the log that this one has replaced by an encrypted copy
 * - `contradicted`: the log is another one from before its end on
 * - `beyond`: the log is shorter than it says
 * - `other-log`: it is of another log
 */
const keptCheckpointOutcomes = ['contained', 'replaced', 'contradicted', 'beyond', 'other-log'] as const;
export type KeptCheckpointOutcome = (typeof keptCheckpointOutcomes)[number];

export class KeptCheckpointView {
  @Gives.oneOf(keptCheckpointOutcomes)
  readonly outcome!: KeptCheckpointOutcome;

  @Gives.whole({ description: 'Events that the log has signed by now' })
  readonly sealed!: number;
}
