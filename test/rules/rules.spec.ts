import { filesBelow, textOf } from '../architecture/imports.ts';

const ROW = /^\| R(\d+) \|.*\| ([^|]+) \|$/gm;
const CITED = /\bR(\d+)(?:[–-]R?(\d+))?\b/g;
const NOT_KEPT = 'not kept yet';

/** The rules that a text names, alone or in a range. */
function rulesIn(text: string): number[] {
  return [...text.matchAll(CITED)].flatMap(([, first, last]) => {
    const from = Number(first);
    return Array.from({ length: Number(last ?? first) - from + 1 }, (_, index) => from + index);
  });
}

const rules = [...textOf('docs/rules.md').matchAll(ROW)].map(([, number, keptIn]) => ({
  number: Number(number),
  keptIn,
}));
const sources = ['apps', 'libs', 'test'].flatMap(filesBelow).filter((path) => /\.tsx?$/.test(path));
const citedIn = (paths: readonly string[]) => new Set(paths.flatMap((path) => rulesIn(textOf(path))));

describe('docs/rules.md', () => {
  it('explains every rule that is cited, once', () => {
    const numbers = rules.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect([...citedIn(sources)].filter((number) => !numbers.includes(number))).toEqual([]);
  });

  it('calls kept what a test names, and nothing else', () => {
    const tested = citedIn(sources.filter((path) => path.endsWith('.spec.ts')));
    expect(rules.filter(({ number }) => tested.has(number))).toEqual(
      rules.filter(({ keptIn }) => keptIn !== NOT_KEPT),
    );
  });
});
