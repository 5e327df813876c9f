import { conflict } from '#platform';

/** What is asked for is not what was sealed: nothing can be proved of it, now or later. */
export const sealBroken = () =>
  conflict(
    'seal-broken',
    'Le registre n’est plus celui qui a été scellé\u00a0: rien ne peut être prouvé de ce que vous demandez. La Caf doit le savoir.',
  );
