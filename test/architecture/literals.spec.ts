import { filesBelow, textOf } from './imports.ts';

// The compiler looks for a field too many in an object that is written, not in one that is spread.
it.each(['apps', 'libs', 'test'])('no object below %s is spread where it is written', (folder) => {
  const files = filesBelow(folder).filter((path) => /\.tsx?$/.test(path));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((path) => /\.{3}\{\s*[\w'"]/.test(textOf(path)))).toEqual([]);
});
