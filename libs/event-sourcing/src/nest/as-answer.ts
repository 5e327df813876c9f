import { PayloadTooLargeException } from '@nestjs/common';
import { invalid, namesWhatIsMissing, unavailable } from '#platform';
import { AppendTooLarge, WrongExpectedRevision } from '../event-store.ts';
import type { ProjectionProgress } from '../projections/progress.ts';
import { NotStorable } from '../storable.ts';

export const beingUpdated = () =>
  unavailable('being-updated', 'Le registre est en cours de mise à jour\u00a0: réessayez dans un instant.');

/**
 * What a verdict of the store is to whoever asked over HTTP, and a statement that meets the tables of before, while a read model still has
 * to be built: what lets people in, and what decides, reads a few of their rows too. Any other error is what it was.
 */
export async function asAnswer(
  error: unknown,
  progress: Pick<ProjectionProgress, 'outdated'>,
): Promise<unknown> {
  if (error instanceof WrongExpectedRevision) {
    return unavailable(
      'too-busy',
      'Trop de modifications se font ici en même temps : réessayez dans un instant.',
    );
  }
  if (error instanceof NotStorable) {
    return invalid('not-storable', 'Un texte contient un caractère qui ne peut pas être enregistré.');
  }
  if (namesWhatIsMissing(error)) {
    const outdated = await progress.outdated().catch(() => []);
    if (outdated.length > 0) return beingUpdated();
  }
  return error instanceof AppendTooLarge ? new PayloadTooLargeException() : error;
}
