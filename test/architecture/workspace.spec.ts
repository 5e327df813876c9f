import { filesBelow, foldersOf, textOf } from './imports.ts';

it('nest-cli.json names every program of Nest, and every library', () => {
  const { projects } = JSON.parse(textOf('nest-cli.json'));
  const programs = foldersOf('apps').filter((name) =>
    filesBelow(`apps/${name}`).includes(`apps/${name}/src/main.ts`),
  );
  const described = (type: string, folder: string, entryFile: string) => (name: string) => [
    name,
    { type, entryFile, root: `${folder}/${name}`, sourceRoot: `${folder}/${name}/src` },
  ];
  expect(projects).toEqual(
    Object.fromEntries([
      ...programs.map(described('application', 'apps', 'main')),
      ...foldersOf('libs').map(described('library', 'libs', 'index')),
    ]),
  );
});
