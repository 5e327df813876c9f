import { PayloadTooLargeException } from '@nestjs/common';
import { unavailable } from '#platform';
import { AppendTooLarge, WrongExpectedRevision } from '../event-store.ts';

/** What a verdict of the store is to whoever asked over HTTP; any other error is what it was. */
export function asAnswer(error: unknown): unknown {
  if (error instanceof WrongExpectedRevision) {
    return unavailable(
      'too-busy',
      'Trop de modifications se font ici en même temps : réessayez dans un instant.',
    );
  }
  return error instanceof AppendTooLarge ? new PayloadTooLargeException() : error;
}
