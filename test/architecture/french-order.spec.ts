import { FOUNDATIONS } from './boundaries.ts';
import { sourceFiles, textOf } from './imports.ts';

/** Names that a statement sorts by as they are: the quote of `frenchOrder('…')` stands before those that are not. */
const SORTED_BY_BYTES = /ORDER BY [^`'")]*?\b(?:first_|last_)?name\b/g;

const found = (source: string): string[] => [...source.matchAll(SORTED_BY_BYTES)].map(String);

it('names that people read are sorted in French order: É does not come after Z', () => {
  const contexts = sourceFiles('libs').filter(({ path }) => !(path.split('/')[1]! in FOUNDATIONS));
  const faults = contexts.flatMap(({ path }) => found(textOf(path)).map((clause) => `${path}: ${clause}`));
  expect(contexts.length).toBeGreaterThan(100);
  expect(faults).toEqual([]);
});

it('names that are sorted otherwise would be found', () => {
  expect(found('`SELECT * FROM persons p ORDER BY p.gestionnaire_id, p.last_name, p.id`')).toHaveLength(1);
  const inFrench = ['ORDER BY $', "{frenchOrder('p.last_name')}, p.id"].join('');
  expect(found(inFrench)).toEqual([]);
});
