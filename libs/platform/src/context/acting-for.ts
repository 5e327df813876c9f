import { notFound } from '../refusal.ts';
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
