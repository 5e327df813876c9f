import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { charactersOf } from './glyphs.ts';

const require = createRequire(import.meta.url);

/** The regular face of a family and the one for what stands out. */
const family = (name: string, regular: string, strong: string): string[] =>
  [regular, strong].map((face) => {
    const folder = name.toLowerCase().replaceAll(' ', '-');
    return require.resolve(`@expo-google-fonts/${folder}/${face}/${name.replaceAll(' ', '')}_${face}.ttf`);
  });

/**
 * The families that documents are drawn with, in the order of `official.typ`: Latin with Vietnamese, Greek and Cyrillic;
 * Arabic; Hebrew; Armenian; Georgian. All under the SIL Open Font License. Amiri is the Arabic one whose letters come
 * out of a document as they went in: fonts that put the dots of a letter on apart give it twice.
 */
const FAMILIES = [
  family('Source Sans 3', '400Regular', '600SemiBold'),
  family('Amiri', '400Regular', '700Bold'),
  family('Noto Sans Hebrew', '400Regular', '600SemiBold'),
  family('Noto Sans Armenian', '400Regular', '600SemiBold'),
  family('Noto Sans Georgian', '400Regular', '600SemiBold'),
];

export const FONT_FILES: readonly string[] = FAMILIES.flat();

/** Stands for what no font can draw; `official.typ` explains it to the reader. */
const UNDRAWABLE = '□';

/** Characters without a shape of their own, line breaks and the joiners of Arabic script apart. */
const INVISIBLE = /[^\P{C}\n\u200c\u200d]/u;

const clusters = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** What each family can draw in both of its faces; read from the files when it is first asked for. */
let drawn: readonly ReadonlySet<number>[] | undefined;
const families = () => {
  drawn ??= FAMILIES.map(drawnBy);
  return drawn;
};

/**
 * The text as a document shows it: with `UNDRAWABLE` in the place of each letter that no font can draw, and of each
 * character that nobody could see. A text that can be drawn whole stays as it is.
 */
export function drawable(text: string): string {
  if (isDrawnByFirst(text)) return text;
  return Array.from(clusters.segment(text), ({ segment }) => (isDrawn(segment) ? segment : UNDRAWABLE)).join(
    '',
  );
}

/** The first letter, with its accents, in the place of which that would have `UNDRAWABLE`; null where there is none. */
export function undrawableIn(text: string): string | null {
  if (isDrawnByFirst(text)) return null;
  for (const { segment } of clusters.segment(text)) if (!isDrawn(segment)) return segment;
  return null;
}

const isDrawnByFirst = (text: string): boolean => isDrawnBy(families()[0]!, text);
const isDrawn = (letter: string): boolean => families().some((characters) => isDrawnBy(characters, letter));

function drawnBy(files: readonly string[]): Set<number> {
  const [regular, strong] = files.map((file) => charactersOf(readFileSync(file)));
  const visible = [...regular!].filter(
    (character) => strong!.has(character) && !INVISIBLE.test(String.fromCodePoint(character)),
  );
  return new Set([...visible, '\n'.codePointAt(0)!]);
}

function isDrawnBy(characters: ReadonlySet<number>, text: string): boolean {
  for (const character of text) if (!characters.has(character.codePointAt(0)!)) return false;
  return true;
}
