/**
 * The alphabets that a text may be written in: those that the documents have fonts for. Letters that are there for the
 * sake of other encodings (full-width, ligatures, presentation forms) belong to none.
 */
const LETTERS = {
  latin: String.raw`[\p{Script=Latin}&&[A-ʯḀ-ỿ]]`,
  greek: String.raw`[[\p{Script=Greek}&&\p{L}]&&[Ͱ-Ͽἀ-ῼ]]`,
  cyrillic: String.raw`[[\p{Script=Cyrillic}&&\p{L}]&&[\u{400}-\u{52f}]]`,
  arabic: String.raw`[[\p{Script=Arabic}&&\p{L}]&&[\u{600}-\u{6ff}\u{750}-\u{77f}]]`,
  hebrew: String.raw`[\u{5d0}-\u{5ea}\u{5ef}-\u{5f2}]`,
  armenian: String.raw`[[\p{Script=Armenian}&&\p{L}]&&[\u{530}-\u{58f}]]`,
  georgian: String.raw`[[\p{Script=Georgian}&&\p{L}]&&[\u{10a0}-\u{10ff}\u{1c90}-\u{1cbf}]]`,
};

/** Signs above and below letters. What is left of European ones after NFC stands on letters of several alphabets. */
const MARKS = {
  arabic: String.raw`[\u{64b}-\u{655}\u{670}]`,
  hebrew: String.raw`[\u{5b0}-\u{5bd}\u{5bf}\u{5c1}\u{5c2}\u{5c7}]`,
  european: String.raw`[\u{300}-\u{304}\u{306}-\u{30c}\u{311}\u{323}-\u{328}\u{32d}\u{32e}\u{330}\u{331}]`,
};

/** What stands beside letters: digits, punctuation and signs of ordinary writing, and the visible spaces. */
const OTHERS = [
  '[[ -~]--[A-Za-z]]',
  String.raw`[[\u{a0}-\u{ff}]--[\p{L}\u{ad}]]µ`,
  'ʹ-ʿ',
  String.raw`\u{202f}‐-―‘-„†-•…‰′″‹›⁄`,
  '⁰⁴-⁹₀-₉',
  '€№℗™⅓-⅞←-↓−√∞≈≠≤≥◊',
  '،؛؟٪־׳״՚-՟։֊',
].join('');

const union = (sources: readonly string[]) => `[${sources.join('')}]`;
const only = (source: string) => new RegExp(`^${source}$`, 'v');

const SCRIPTS = Object.entries(LETTERS).map(([script, letters]) => {
  const marks = MARKS[script as keyof typeof MARKS] ?? [];
  return { script, pattern: only(union([letters, ...marks])) };
});

const ACCEPTED = only(union([...Object.values(LETTERS), ...Object.values(MARKS), OTHERS]));

/** Three are more than any language puts on one letter; without an end they would cover the lines above. */
const STRAY_MARKS = /(?:^|[^\p{L}\p{M}])\p{M}|\p{M}{4}/u;
const WORDS = /[\p{L}\p{M}]+/gu;

/** Whether a character, given as one code point, is of an alphabet that the documents can write. */
export const isWritable = (character: string): boolean => ACCEPTED.test(character);

/** Accents that stand on nothing, or too many on one letter. */
export const hasStrayMarks = (text: string): boolean => STRAY_MARKS.test(text);

/** The first word with letters of two alphabets, or null: one of them is there to be taken for another. */
export function wordOfTwoScripts(text: string): string | null {
  return text.match(WORDS)?.find((word) => scriptsOf(word).size > 1) ?? null;
}

function scriptsOf(word: string): ReadonlySet<string> {
  const found = [...word].map(
    (character) => SCRIPTS.find(({ pattern }) => pattern.test(character))?.script ?? null,
  );
  return new Set(found.filter((script) => script !== null));
}
