import type { Refusal } from '../refusal.ts';
import { Gives } from './answers.ts';

/** A refusal that is part of an answer: what was asked is done otherwise, or for others. */
export type GivenRefusal = Readonly<Pick<Refusal, 'code' | 'message'>>;

export class RefusalView implements GivenRefusal {
  @Gives.text({ description: 'For programs' })
  readonly code!: string;

  @Gives.text({ description: 'French' })
  readonly message!: string;
}
