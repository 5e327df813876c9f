import { undrawableIn } from '../documents/fonts.ts';
import { hasStrayMarks, isWritable, wordOfTwoScripts } from './scripts.ts';
import { UNSTORABLE } from './storable.ts';

const LONGEST_EXCERPT = 30;

/** Why a character is refused, in the order in which it is said. */
const REASONS: readonly (readonly [characters: RegExp, what: string])[] = [
  [/\p{Surrogate}/u, 'la moitié d’un caractère'],
  [/[\n\r\u0085\u2028\u2029]/u, 'un saut de ligne'],
  [/\t/u, 'une tabulation'],
  [/\p{Cc}/u, 'un caractère de commande'],
  [/\p{Bidi_Control}/u, 'un caractère qui change le sens de lecture'],
  [/[\p{Default_Ignorable_Code_Point}\p{Cf}]/u, 'un caractère invisible'],
  [/\p{Co}/u, 'un caractère à usage privé'],
  [/\p{Cn}/u, 'un caractère qui n’existe pas'],
];

/** What no store keeps, as a French sentence; null when all is well. */
export function storageFault(text: string): string | null {
  const [found] = UNSTORABLE.exec(text) ?? [];
  return found === undefined ? null : sentenceOn(found);
}

/** What is not written in any document, as a French sentence; null when all is well. `lines`: it may have several. */
export function writingFault(text: string, { lines }: { readonly lines: boolean }): string | null {
  for (const character of text) {
    if (isWritable(character) || (lines && character === '\n')) continue;
    return sentenceOn(character);
  }
  if (hasStrayMarks(text))
    return 'Ce texte contient des accents sans lettre, ou trop d’accents sur une lettre.';
  const undrawable = undrawableIn(text);
  if (undrawable !== null) return sentenceOn(undrawable);
  const mixed = wordOfTwoScripts(text);
  return mixed && `Le mot « ${excerpt(mixed)} » mêle des lettres de deux alphabets : retapez-le.`;
}

/** On a character, or on a letter with its accents. */
function sentenceOn(character: string): string {
  const number = [...character]
    .map((one) => one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0'))
    .join(' U+');
  const reason = REASONS.find(([characters]) => characters.test(character))?.[1];
  return reason
    ? `Ce texte contient ${reason} (U+${number}) : retirez-le.`
    : `Le caractère « ${character} » (U+${number}) ne peut pas être écrit dans les documents : remplacez-le.`;
}

const excerpt = (word: string): string => {
  const characters = [...word];
  return characters.length > LONGEST_EXCERPT ? `${characters.slice(0, LONGEST_EXCERPT).join('')}…` : word;
};
