import { policy, policyParameters } from '#platform';
import { filesBelow, textOf } from './imports.ts';

const pages = filesBelow('apps/web/src').filter((path) => /\.tsx?$/.test(path));

/** A delay or a size in a text for people: digits or a word, and a unit. Those that are put in by the code are not typed. */
const TYPED =
  /(?:(?<!\\u00a)\d|\b(?:cinq|sept|dix|douze|quinze|trente|soixante)\b)(?:\\u00a0|[ \u00a0\u202f])?(?:jours|heures|minutes|mois|ans|Mo|codes)\b/gi;
const typedIn = (source: string): string[] =>
  [...source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').matchAll(TYPED)].map(([text]) => text);

/** How much of something a page shows: nothing is decided by it. */
const WINDOWS = [
  'access/OwnAttempts.tsx',
  'anomalies/Related.tsx',
  'connections/FilterForms.tsx',
  'jobs/JobTable.tsx',
  'rules/RulePage.tsx',
  'rules/RulesPage.tsx',
].map((page) => `apps/web/src/pages/${page}`);

it('no page says a number of the policy by itself: it shows the sentence that the policy makes of it', () => {
  const typing = pages.filter((path) => typedIn(textOf(path)).length > 0);
  expect(pages.length).toBeGreaterThan(100);
  expect(typing.sort()).toEqual(WINDOWS);
});

it('a number that is typed would be found', () => {
  expect(typedIn("'Déclarez sous 15\\u00a0jours.'")).toHaveLength(1);
  expect(typedIn('<p>Effacée après cinq ans</p>')).toHaveLength(1);
  expect(typedIn('/** « dans 3 jours » */')).toEqual([]);
});

it('every sentence of the policy that a page shows is there', () => {
  const shown = pages.flatMap((path) =>
    [...textOf(path).matchAll(/<PolicySentence of="(.*?)"/g)].map(([, name]) => name!),
  );
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter((name) => !(name in policyParameters))).toEqual([]);
});

it.each([
  ['components/FilesField.tsx', 'MOST_FILES', policy.attachedFiles.most],
  ['components/FilesField.tsx', 'LARGEST_BYTES', policy.attachedFiles.largestMegabytes * 1_000_000],
  ['pages/idleness/words.ts', 'HORIZONS', policy.idleHorizonDays],
])('%s decides by the number of the policy: %s', (path, name, expected) => {
  const [, given] = new RegExp(`${name} = (.*?)(?: as const)?;`).exec(textOf(`apps/web/src/${path}`)) ?? [];
  expect(JSON.parse(given!.replaceAll('_', ''))).toEqual(expected);
});
