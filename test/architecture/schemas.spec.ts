import { sourceFiles, textOf } from './imports.ts';

/** What requests may have as their body, and what answers are, is known in the OpenAPI document by the name of its class alone. */
it('no two bodies or views have one name, of which the document would show one in both places', () => {
  const describes = (path: string) => path.endsWith('.dto.ts') || /@Gives\.|@ApiProperty/.test(textOf(path));
  const names = sourceFiles('libs')
    .filter(({ path }) => describes(path))
    .flatMap(({ path }) => [...textOf(path).matchAll(/^(?:export )?(?:abstract )?class (\w+)/gm)])
    .map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(300);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
