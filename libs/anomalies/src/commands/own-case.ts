import { conflict, executionContext } from '#platform';
import type { Anomaly } from '../domain/anomaly-state.ts';

/** Whoever holds the code that was attacked, or now has it, does not decide upon the case. @throws Refusal own-case */
export function mustNotBeAboutActor({ userCode }: Anomaly): void {
  if (userCode === null || userCode !== executionContext().actor.code) return;
  throw conflict('own-case', 'Cette anomalie porte sur votre propre code\u00a0: un collègue en décidera.');
}
