import { Logger } from '@nestjs/common';
import { conflict, type Refusal } from '#platform';

const logger = new Logger('Seal');

/** What is asked for is not what was sealed: nothing can be proved of it, now or later. The operator is told of `what` it is. */
export function sealBroken(what: string): Refusal {
  logger.error(`The log is not the one that was sealed: ${what}`);
  return conflict(
    'seal-broken',
    'Le registre n’est plus celui qui a été scellé\u00a0: rien ne peut être prouvé de ce que vous demandez. La Caf doit le savoir.',
  );
}
