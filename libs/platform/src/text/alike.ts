/** A word, a name or a heading as people tell them apart: capitals, accents, spaces and the form of an apostrophe make no difference. */
export const inPlainLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '’')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()
    .toLowerCase();

export const isAlike = (one: string, other: string): boolean => inPlainLetters(one) === inPlainLetters(other);

/** Whether what a spreadsheet has says nothing that is not `kept` already: capitals and accents that it left out are no change. */
export const saysNothingElse = (written: string, kept: string): boolean =>
  written.toLowerCase() === kept.toLowerCase() ||
  (isAlike(written, kept) && written.toLowerCase() === inPlainLetters(written));
