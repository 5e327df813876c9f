import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

it('nest-cli.json names every program of Nest, and every library', () => {
  const { projects } = JSON.parse(readFileSync(`${ROOT}nest-cli.json`, 'utf8'));
  const programs = readdirSync(`${ROOT}apps`).filter((name) => existsSync(`${ROOT}apps/${name}/src/main.ts`));
  const described = (type: string, folder: string, entryFile: string) => (name: string) => [
    name,
    { type, entryFile, root: `${folder}/${name}`, sourceRoot: `${folder}/${name}/src` },
  ];
  expect(projects).toEqual(
    Object.fromEntries([
      ...programs.map(described('application', 'apps', 'main')),
      ...readdirSync(`${ROOT}libs`).map(described('library', 'libs', 'index')),
    ]),
  );
});
