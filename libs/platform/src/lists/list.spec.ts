import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import fc from 'fast-check';
import { FixedClock } from '../../../../test/support/test-clock.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { Clock } from '../clock.ts';
import type { Principal } from '../http/access.ts';
import { Gives } from '../http/answers.ts';
import { OneOf } from '../http/fields.ts';
import { Database } from '../postgres/database.ts';
import { fragment } from '../postgres/fragment.ts';
import { frenchOrder } from '../postgres/french-order.ts';
import { insertRows } from '../postgres/insert-rows.ts';
import { type Asking, filter, type ListDeclaration } from './declaration.ts';
import { List, type ListPage } from './list.ts';
import { searchable, searchIndex } from './search.ts';
import { by, upward } from './sorting.ts';

class Thing {
  @Gives.id()
  readonly id!: string;

  @Gives.text()
  readonly name!: string;
}

interface Row extends Thing {
  readonly owner: string;
  readonly state: string;
  readonly place: number;
  readonly day: string;
  readonly at: string;
}

const STATES = ['new', 'old'];
const id = by.id('t.id');

class ThingList extends List<Thing, Thing> {
  readonly declared: ListDeclaration<Thing> = {
    path: 'lists/things',
    tag: 'things',
    summary: 'Things',
    roles: ['agent'],
    reads: () => {},
    recordsExport: 'attempts-export',
    file: 'things',
    view: Thing,
    from: 'things t',
    columns: 't.id, t.name',
    searched: (matches) => matches('t.search'),
    filters: {
      state: filter(OneOf(STATES, { optional: true }), (state: string) => fragment`t.state = ${state}`),
    },
    sorts: {
      name: [by.text(frenchOrder('t.name')), id],
      place: [by.whole('t.place'), by.day('t.day'), by.text('t.state'), id],
      at: [by.instant('t.at'), id],
      day: [by.day('t.day'), ...upward(by.text(frenchOrder('t.name')), id)],
    },
    order: 'name',
    csv: [
      ['Identifiant', ({ id }) => id],
      ['Nom', ({ name }) => name],
    ],
    found: {
      kind: 'code',
      page: '/things',
      as: ({ id, name }) => ({ title: name, detail: '', href: `/things/${id}` }),
    },
  };

  protected scope({ reader }: Asking) {
    return fragment`t.owner = ${reader.organism.id}`;
  }

  protected views(rows: readonly Thing[]) {
    return rows.map(({ id, name }) => ({ id, name }));
  }
}

const reader = (owner: string) => ({ organism: { id: owner, name: owner } }) as Principal;
const OWN = reader('own');
const AGENT: Principal = { ...OWN, role: 'agent' };

describe('a list', () => {
  let db: TestDatabase;
  let list: ThingList;

  beforeAll(async () => {
    db = await testDatabase();
    await db.database.query(`CREATE EXTENSION pg_trgm WITH SCHEMA public;
      CREATE TABLE things (id uuid PRIMARY KEY, owner text NOT NULL, name text NOT NULL, state text COLLATE "C" NOT NULL,
        place int NOT NULL, day date NOT NULL, at timestamptz NOT NULL,
        search text NOT NULL GENERATED ALWAYS AS (${searchable('name', 'id::text')}) STORED);
      ${searchIndex('things')}`);
    const module = await Test.createTestingModule({
      providers: [
        ThingList,
        { provide: Database, useValue: db.database },
        { provide: Clock, useValue: new FixedClock('2026-06-10T10:00:00.000Z') },
      ],
    }).compile();
    list = module.get(ThingList);
  });
  afterAll(() => db.drop());

  const insert = insertRows('things', {
    id: 'uuid',
    owner: 'text',
    name: 'text',
    state: 'text',
    place: 'int',
    day: 'date',
    at: 'timestamptz',
  });
  async function holding(rows: readonly Row[]): Promise<void> {
    await db.database.query('TRUNCATE things');
    await insert(db.database, rows);
  }

  const named = (...names: string[]): Row[] =>
    names.map((name, index) => ({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      owner: 'own',
      name,
      state: 'new',
      place: 1,
      day: '2026-01-01',
      at: '2026-01-01T00:00:00.000Z',
    }));

  const found = async (q: string, who = OWN) => (await list.page({ q }, who)).items.map(({ name }) => name);

  async function walk(query: { q?: string; sort?: string; state?: string }, limit: number) {
    const items: Thing[] = [];
    const counts = new Set<number>();
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: ListPage<Thing> = await list.page({ ...query, limit, cursor }, OWN);
      items.push(...page.items);
      counts.add(page.count);
      cursor = page.next;
    }
    return { items, counts };
  }

  const rows = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      owner: fc.constantFrom('own', 'other'),
      name: fc.constantFrom('Étienne', 'Etienne', 'etienne', 'Zoé', 'Cœur', '100 %', ''),
      state: fc.constantFrom(...STATES),
      place: fc.integer({ min: -2, max: 2 }),
      day: fc.constantFrom('1900-01-01', '2026-02-28', '2999-12-31'),
      at: fc.constantFrom(
        '2026-01-01T00:00:00.000001Z',
        '2026-01-01T00:00:00.000002Z',
        '1970-01-01T00:00:00Z',
      ),
    }),
    { selector: ({ id }) => id, maxLength: 25 },
  );
  const sorts = fc.constantFrom(...['name', 'place', 'at', 'day'].flatMap((name) => [name, `-${name}`]));

  it('its pages, one after the other, are the whole list in its order, each row once, whatever ties', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        sorts,
        fc.constantFrom(undefined, ...STATES),
        fc.integer({ min: 1, max: 7 }),
        async (all, sort, state, limit) => {
          await holding(all);
          const { items, counts } = await walk({ sort, state }, limit);
          const [column, direction] = [sort.replace('-', ''), sort.startsWith('-') ? 'DESC' : ''];
          const first = {
            name: ['name COLLATE "fr-x-icu"', 'id'],
            place: ['place', 'day', 'state', 'id'],
            at: ['at', 'id'],
            day: ['day'],
          }[column]!.map((one) => `${one} ${direction}`);
          const upward = column === 'day' ? ['name COLLATE "fr-x-icu"', 'id'] : [];
          const expected = await db.database.query<Thing>(
            `SELECT id, name FROM things WHERE owner = 'own' AND ($1::text IS NULL OR state = $1)
             ORDER BY ${[...first, ...upward]}`,
            [state],
          );
          expect(items).toEqual(expected.rows);
          expect([...counts]).toEqual([expected.rows.length]);
          expect(await list.countOf({ state }, OWN)).toBe(expected.rows.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('shows a reader what is theirs alone, whatever they ask for', async () => {
    await fc.assert(
      fc.asyncProperty(rows, sorts, fc.constantFrom(undefined, 'e', 'zoe', '100'), async (all, sort, q) => {
        await holding(all);
        const own = new Set(all.filter(({ owner }) => owner === 'own').map((row) => row.id));
        const { items } = await walk({ sort, q }, 100);
        expect(items.filter((item) => !own.has(item.id))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['étienne', ['Étienne Lefèvre']],
    ['ETIENNE', ['Étienne Lefèvre']],
    ['lefe tien', ['Étienne Lefèvre']],
    ['coeur', ['Cœur de Ville']],
    ['cœur', ['Cœur de Ville']],
    ["l'isle", ['L’Isle-Adam']],
    ['isle adam', ['L’Isle-Adam']],
    ['isle-adam', ['L’Isle-Adam']],
    ['000000000001', ['Cœur de Ville']],
    ['LEFÈVRE, Étienne (000000000000).', ['Étienne Lefèvre']],
    ['« Cœur de Ville »', ['Cœur de Ville']],
    ['dupont', []],
  ])('finds %s without accents, by parts of words', async (q, names) => {
    await holding(named('Étienne Lefèvre', 'Cœur de Ville', 'L’Isle-Adam'));
    expect(await found(q)).toEqual(names);
  });

  it('takes what LIKE has for wildcards as they are', async () => {
    await holding(named('100 %', '100 euros', 'a_b', 'acb', 'a\\b'));
    expect(await found('%')).toEqual(['100 %']);
    expect(await found('a_b')).toEqual(['a_b']);
    expect(await found('a\\b')).toEqual(['a\\b']);
    expect(await found("'; DROP TABLE things; --")).toEqual([]);
  });

  it('refuses a cursor that is not of this order, or none at all', async () => {
    await holding(named('Un', 'Deux', 'Trois'));
    const { next } = await list.page({ limit: 1 }, OWN);
    const made = (...texts: unknown[]) => Buffer.from(JSON.stringify(texts)).toString('base64url');
    const one = named('Un')[0]!.id;
    const refused = [
      { sort: '-name', cursor: next! },
      { sort: 'at', cursor: next! },
      { cursor: 'x' },
      { cursor: made('name') },
      { cursor: made('name', 'Un', 'no-id') },
      { cursor: made('name', 'Un\0', one) },
      { cursor: made('name', 1, one) },
      { sort: 'place', cursor: made('place', '99999999999999999', '2026-01-01', 'new', one) },
      { sort: 'place', cursor: made('place', '1', '2026-02-30', 'new', one) },
      { sort: 'at', cursor: made('at', '2026-02-30T00:00:00.000000Z', one) },
    ];
    for (const query of refused) {
      await expect(list.page(query, OWN)).rejects.toMatchObject({ kind: 'invalid', code: 'bad-cursor' });
    }
    await expect(list.page({ cursor: made('name', "' OR true --", one) }, OWN)).resolves.toBeDefined();
  });

  it('asks nothing more once its reader has gone', async () => {
    await holding(named('Zoé'));
    const gone = new AbortController();
    const reading = list.page({ q: 'zo' }, OWN, gone.signal);
    gone.abort(new Error('gone'));
    await expect(reading).rejects.toThrow('gone');
    await expect(list.find('zo', 5, AGENT, gone.signal)).rejects.toThrow('gone');
    await expect(list.find('zo', 5, AGENT)).resolves.toMatchObject({ count: 1 });
  });

  it('its file has exactly what is shown, in the same order, through all pages', async () => {
    const many = named(...Array.from({ length: 2100 }, (_, index) => `Nom ${index % 700}`));
    await holding([...many, { ...many[0]!, id: 'ffffffff-0000-4000-8000-000000000000', owner: 'other' }]);
    let file = '';
    for await (const lines of list.csv({ q: 'nom', sort: '-name' }, OWN)) file += lines;
    const { items } = await walk({ q: 'nom', sort: '-name' }, 100);
    const lines = items.map(({ id, name }) => `${id};${name}\r\n`);
    expect(lines).toHaveLength(2100);
    expect(file).toBe(`\ufeffIdentifiant;Nom\r\n${lines.join('')}`);
  });
});
