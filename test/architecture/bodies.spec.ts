import { sourceFiles, textOf } from './imports.ts';

/** What a request may have as its body is known in the OpenAPI document by the name of its class alone. */
it('no two bodies have one name, of which the document would show one in both places', () => {
  const bodies = sourceFiles('libs').filter(({ path }) => path.endsWith('.dto.ts'));
  const names = bodies.flatMap(({ path }) =>
    [...textOf(path).matchAll(/^export class (\w+)/gm)].map(([, name]) => name!),
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
