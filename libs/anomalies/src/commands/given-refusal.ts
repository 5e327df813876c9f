import type { Refusal } from '#platform';

/** A refusal that is part of an answer: what was asked is done otherwise, or for others. */
export type GivenRefusal = Readonly<Pick<Refusal, 'code' | 'message'>>;
