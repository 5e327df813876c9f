import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const file = (subset: string, weight: number) =>
  require.resolve(`@fontsource/source-sans-3/files/source-sans-3-${subset}-${weight}-normal.woff`);

export type Weight = 'regular' | 'bold';

/** Source Sans 3 (SIL Open Font License), shipped with the product and embedded in what it draws. */
export const fontFiles: Readonly<Record<Weight, { readonly latin: string; readonly latinExt: string }>> = {
  regular: { latin: file('latin', 400), latinExt: file('latin-ext', 400) },
  bold: { latin: file('latin', 600), latinExt: file('latin-ext', 600) },
};

/** Letters of names that the first file of the font does not have (Łukasz, Ayşe): they are in the second. */
const EXTENDED = /[\u0100-\u0130\u0132-\u0151\u0154-\u02af\u1e00-\u1eff]+/g;

export interface Run {
  readonly text: string;
  readonly file: 'latin' | 'latinExt';
}

/** Cuts a text into runs that one file of the font can draw each. */
export function runsOf(text: string): Run[] {
  const drawn = drawable(text);
  const runs: Run[] = [];
  let from = 0;
  for (const { index, 0: extended } of drawn.matchAll(EXTENDED)) {
    if (index > from) runs.push({ text: drawn.slice(from, index), file: 'latin' });
    runs.push({ text: extended, file: 'latinExt' });
    from = index + extended.length;
  }
  if (from < drawn.length || runs.length === 0) runs.push({ text: drawn.slice(from), file: 'latin' });
  return runs;
}

/** The font has no narrow no-break space: the plain one stands for it. Accents are one with their letters. */
const drawable = (text: string): string => text.normalize('NFC').replaceAll('\u202f', '\u00a0');

/** A text of about the same width that the first file can measure. */
export const measurable = (text: string): string =>
  drawable(text).replace(EXTENDED, (extended) =>
    extended
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .replace(EXTENDED, (rest) => 'n'.repeat(rest.length)),
  );
