import { PayloadTooLargeException } from '@nestjs/common';
import { invalid, unavailable } from '#platform';
import { AppendTooLarge, WrongExpectedRevision } from '../event-store.ts';
import { NotStorable } from '../storable.ts';

/** What a verdict of the store is to whoever asked over HTTP; any other error is what it was. */
export function asAnswer(error: unknown): unknown {
  if (error instanceof WrongExpectedRevision) {
    return unavailable(
      'too-busy',
      'Trop de modifications se font ici en même temps : réessayez dans un instant.',
    );
  }
  if (error instanceof NotStorable) {
    return invalid('not-storable', 'Un texte contient un caractère qui ne peut pas être enregistré.');
  }
  return error instanceof AppendTooLarge ? new PayloadTooLargeException() : error;
}
