import { posix } from 'node:path';
import { importsOf, type SourceFile, sourceFiles } from './imports.ts';

/** What a file imports of `files`, types included: whoever reads it reads those first. */
function neighboursOf({ path, imports }: SourceFile, files: ReadonlySet<string>): string[] {
  const candidates = (from: string) => {
    if (from.startsWith('#')) return [`libs/${from.slice(1)}/src/index.ts`];
    const target = posix.join(posix.dirname(path), from);
    // The web leaves endings out.
    return [target, `${target}.ts`, `${target}.tsx`];
  };
  return imports
    .filter(({ from }) => /^[.#]/.test(from))
    .flatMap(({ from }) => candidates(from).find((candidate) => files.has(candidate)) ?? []);
}

/** Each way from a file over its imports back to it, as it is found first. */
function cyclesIn(sources: readonly SourceFile[]): string[] {
  const paths = new Set(sources.map(({ path }) => path));
  const neighbours = new Map(sources.map((source) => [source.path, neighboursOf(source, paths)]));
  const cycles: string[] = [];
  const way: string[] = [];
  const seen = new Set<string>();
  const follow = (path: string): void => {
    if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(' -> '));
    if (seen.has(path)) return;
    seen.add(path);
    way.push(path);
    for (const next of neighbours.get(path) ?? []) follow(next);
    way.pop();
  };
  for (const path of paths) follow(path);
  return cycles;
}

it('no file imports itself over others, not even for a type: each can be read after those that it needs', () => {
  const sources = [...sourceFiles('libs'), ...sourceFiles('apps')];
  expect(sources.length).toBeGreaterThan(1000);
  expect(cyclesIn(sources)).toEqual([]);
});

it('sees a cycle within a library, between libraries, and in the web', () => {
  const file = (path: string, from: string): SourceFile => ({
    path,
    imports: importsOf(`import type { X } from '${from}';`),
  });
  expect(
    cyclesIn([
      file('libs/platform/src/one.ts', './two.ts'),
      file('libs/platform/src/two.ts', './one.ts'),
      file('libs/accounts/src/index.ts', '#reviews'),
      file('libs/reviews/src/index.ts', '#accounts'),
      file('apps/web/src/List.tsx', './row'),
      file('apps/web/src/row.ts', './List'),
    ]),
  ).toEqual([
    'libs/platform/src/one.ts -> libs/platform/src/two.ts -> libs/platform/src/one.ts',
    'libs/accounts/src/index.ts -> libs/reviews/src/index.ts -> libs/accounts/src/index.ts',
    'apps/web/src/List.tsx -> apps/web/src/row.ts -> apps/web/src/List.tsx',
  ]);
});
