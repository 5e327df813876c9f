import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core';
import { invalid, policy } from '#platform';
import { type PasswordOwner, wordsAbout } from './domain/password.ts';

/** Fewer are within reach of whoever tries for weeks, by the authors of zxcvbn. */
const FEWEST_GUESSES = 1e8;
/** As many are not, whatever they are made from. */
const ENOUGH_GUESSES = 1e10;
/** Characters that are nobody's word, date or row of keys. */
const FEWEST_OF_ITS_OWN = 8;
/** The estimate takes time that grows with the square of the length: what begins well is good. */
const LONGEST_ESTIMATED = 32;

let loaded: Promise<ZxcvbnFactory> | undefined;

/**
 * Refuses what is tried first: the most used passwords, words and names of French, rows of keys, dates and repetitions, also
 * with other cases, digits for letters, or something around one of them. The lists take some megabytes and half a second:
 * they are loaded once, by the processes that set passwords.
 * @throws Refusal password-too-guessable
 */
export async function mustBeHardToGuess(password: string, owner: PasswordOwner): Promise<void> {
  loaded ??= load();
  const estimator = await loaded;
  const beginning = [...password.normalize('NFC')].slice(0, LONGEST_ESTIMATED).join('');
  const result = estimator.check(beginning, [...wordsAbout(owner), ...policy.passwordContextWords]);
  const fewest = isOneWord(result) ? ENOUGH_GUESSES : FEWEST_GUESSES;
  if (result.guesses >= fewest) return;
  throw invalid(
    'password-too-guessable',
    'Ce mot de passe se devine vite : un mot courant, un nom, une suite de touches ou une date, même suivis de chiffres, sont essayés en premier. Choisissez plutôt quatre mots sans lien entre eux.',
  );
}

/** One word that everybody knows, and little around it: `Printemps2026!`; or words of the service alone. */
function isOneWord({ sequence }: ZxcvbnResult): boolean {
  const words = sequence.filter(
    (match) =>
      match.pattern === 'dictionary' && match.dictionaryName !== 'userInputs' && /\p{L}/u.test(match.token),
  );
  const own = sequence.filter(({ pattern }) => pattern === 'bruteforce').map(({ token }) => token);
  return words.length <= 1 && own.join('').length < FEWEST_OF_ITS_OWN;
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Estimator }, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  const lists = ['commonWords-fr', 'firstnames-fr', 'lastnames-fr'] as const;
  return new Estimator({
    dictionary: {
      'passwords-common': common.dictionary['passwords-common'],
      ...Object.fromEntries(lists.map((list) => [list, french.dictionary[list]])),
    },
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: 5,
  });
}
