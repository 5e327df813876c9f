import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { CONTEXT_ORDER } from './boundaries.ts';
import { filesBelow, textOf } from './imports.ts';

const DOCUMENTS = ['README.md', ...filesBelow('docs').filter((file) => file.endsWith('.md'))];

/** As GitHub makes them of headings. */
const anchorsOf = (file: string) =>
  [...textOf(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  );

function isBroken(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path ? normalize(join(dirname(document), path)) : document;
  if (!existsSync(target)) return true;
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
}

it.each(DOCUMENTS)('%s leads to what is there', (document) => {
  const text = textOf(document);
  const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link!);
  expect(links.filter((link) => isBroken(document, link))).toEqual([]);
  const paths = [...text.matchAll(/`((?:apps|docs|libs|test)\/[\w./-]+)`/g)].map(([, path]) => path!);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

it('docs/architecture.md tells the order of the contexts', () => {
  const order = CONTEXT_ORDER.map((contexts) => contexts.join(', ')).join(' → ');
  expect(textOf('docs/architecture.md').replace(/\s+/g, ' ')).toContain(order);
});

it('every picture is shown in README', () => {
  expect(filesBelow('docs/pictures').filter((picture) => !textOf('README.md').includes(picture))).toEqual([]);
});
