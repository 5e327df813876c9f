import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One `import … from`, `export … from` or `import()` of a file. */
export interface Import {
  /** What it is imported from, as written. */
  readonly from: string;
  /** The names that exist at run time; `*` stands for all of them. Types leave no trace. */
  readonly values: readonly string[];
}

export interface SourceFile {
  /** From the root of the repository: `libs/accounts/src/index.ts`. */
  readonly path: string;
  readonly imports: readonly Import[];
}

const ROOT = join(import.meta.dirname, '../..');

const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:([^'";]*?)\s+from\s+)?'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*['"`]([^'"`]+)['"`]/g;

/** Files that only tests run: specifications, their fixtures, the suites that adapters share. */
const FOR_TESTS = /\.(spec|fixture)\.tsx?$|^libs\/.*\/contract\//;

/** The TypeScript files below a folder of the repository, those for tests apart. */
export const sourceFiles = (folder: string): SourceFile[] =>
  filesBelow(folder)
    .filter((path) => /\.tsx?$/.test(path) && !FOR_TESTS.test(path))
    .map((path) => ({ path, imports: importsOf(textOf(path)) }));

/** The paths of all files below a folder of the repository. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)))
    .sort();

export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const foldersOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

export function importsOf(source: string): Import[] {
  const statements = [...source.matchAll(STATEMENT)].map(([, isType, clause, from]) => ({
    from: from!,
    values: isType ? [] : valuesOf(clause),
  }));
  const dynamic = [...source.matchAll(DYNAMIC)].map(([, from]) => ({ from: from!, values: ['*'] }));
  return [...statements, ...dynamic];
}

function valuesOf(clause: string | undefined): string[] {
  const [, before, named] = /^([^{]*)(?:\{([\s\S]*)\})?/.exec(clause ?? '*') ?? [];
  if (before?.replace(',', '').trim()) return ['*'];
  return (named ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(/\s+as\s+/)[0]!);
}
