import { conflict, notFound } from '../refusal.ts';
import { executionContext } from './execution-context.ts';

/**
 * The actor must act for this organism, or be the system. What belongs to others does not exist for them.
 * @throws Refusal not-found
 */
export function mustActFor(organism: string | undefined): void {
  const { actor } = executionContext();
  if (actor.role === 'system' || (organism !== undefined && actor.organism === organism)) return;
  throw notFound('not-found', 'Cet élément n’existe pas, ou ne relève pas de vous.');
}

/** Whoever holds a code does not decide about it. @param what it is, « Cet incident ». @throws Refusal own-case */
export function mustNotBeAboutActor(userCode: string | null | undefined, what: string): void {
  if (userCode == null || userCode !== executionContext().actor.code) return;
  throw conflict('own-case', `${what} porte sur votre propre code : un collègue en décidera.`);
}
