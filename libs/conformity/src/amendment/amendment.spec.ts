import { actDescriptions } from '#audit-trail';
import { filesBelow, textOf } from '../../../../test/architecture/imports.ts';
import { RULES, type Rule } from '../domain/rules.ts';
import { AMENDMENT, CLAUSES } from './amendment.ts';

const figures = CLAUSES.flatMap(({ id, evidence, notInOrder }) =>
  [...evidence, ...notInOrder].map((figure) => ({ id, ...figure })),
);

describe('The declared amendment', () => {
  it('has its articles in their order', () => {
    expect(AMENDMENT.map(({ title }) => title)).toEqual([
      'Préambule',
      ...[1, 2, 3, 4, 5, 6].map((number) => `Article ${number}`),
    ]);
  });

  it('names every rule that it causes, as docs/rules.md has them', () => {
    const known = [...textOf('docs/rules.md').matchAll(/^\| (R\d+) \|/gm)].map(([, rule]) => rule as Rule);
    expect(known).toHaveLength(25);
    expect(Object.keys(RULES).sort()).toEqual([...known].sort());
    const kept = new Set(CLAUSES.flatMap(({ rules }) => rules));
    expect(known.filter((rule) => !kept.has(rule))).toEqual([]);
  });

  it('gives each clause a place of its own in the page', () => {
    const ids = CLAUSES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9-]+$/.test(id))).toEqual([]);
  });

  it('is exercised by acts that are told to people', () => {
    const types = CLAUSES.flatMap(({ exercisedBy }) => (Array.isArray(exercisedBy) ? exercisedBy : []));
    expect(types.filter((type) => !actDescriptions[type])).toEqual([]);
  });

  it('leads to pages of the portal alone', () => {
    const pages = [...textOf('apps/web/src/routes.tsx').matchAll(/page\('([^']+)'/g)].map(([, path]) => path);
    const named = [
      ...figures.map(({ screen }) => screen.page),
      '/actes',
      '/blocages',
      '/connexions',
      '/delais',
    ];
    expect(named.filter((page) => !pages.includes(page))).toEqual([]);
  });

  it('filters by what the screens read from their addresses', () => {
    const pages = filesBelow('apps/web/src/pages').map(textOf);
    const isRead = (page: string, name: string) =>
      pages.some(
        (text) =>
          [`'${page}'`, `"${page}"`].some((named) => text.includes(named)) &&
          [`name: '${name}'`, `get('${name}')`, ` ${name}: { label`].some((read) => text.includes(read)),
      );
    const unread = figures.flatMap(({ screen: { page }, filters }) =>
      Object.keys(typeof filters === 'function' ? filters('2026-11-29') : filters)
        .filter((name) => name !== 'q' && !isRead(page, name))
        .map((name) => `${page}?${name}`),
    );
    expect(unread).toEqual([]);
  });
});
