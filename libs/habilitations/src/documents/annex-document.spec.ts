import fc from 'fast-check';
import { Documents, readText } from '#platform';
import { describeWithPoppler, lettersOf, pagesOf, seenPdf } from '../../../../test/support/pdf.ts';
import type { AnnexContent } from '../read-models/annex/content.ts';
import type { AnnexRow } from '../read-models/annex/view.ts';
import { annexDocument } from './annex-document.ts';

const NAMES: readonly (readonly [last: string, first: string])[] = [
  ['Lefèvre-Œuvrard', 'Élise'],
  ['Łukasiewicz', 'Şeyma'],
  ['Nguyễn', 'Thị Đặng Ước'],
  ['Adébáyọ', 'Ṣadé'],
  ['Παπαδοπούλου', 'Ελένη'],
  ['Шевченко', 'Жанна'],
  ['بن شقرون', 'فاطمة الزهراء'],
  ['پرویز', 'ژاله'],
  ['כהן', 'שרה'],
  ['Հակոբյան', 'Անի'],
  ['გიორგაძე', 'ნინო'],
  ['*gras* #x', '$a_1$ <b> \\'],
];

const place = (number: number) => ({
  id: `e${number}`,
  name: `Multi-accueil ${number}`,
  address: `${number} rue Lamartine 59370 Mons-en-Barœul`,
});

const row = (number: number, more: Partial<AnnexRow> = {}): AnnexRow => ({
  lastName: NAMES[number % NAMES.length]![0],
  firstName: NAMES[number % NAMES.length]![1],
  function: 'Responsable du service',
  establishment: null,
  profiles: number % 2 ? ['activity', 'approver'] : ['financial'],
  ...more,
});

const many = <Item>(count: number, item: (number: number) => Item): Item[] =>
  Array.from({ length: count }, (_, number) => item(number));

const content = (more: Partial<AnnexContent> = {}): AnnexContent => ({
  gestionnaire: {
    id: '21590410000017',
    name: 'Mairie de Mons-en-Barœul',
    address: '27 avenue Robert Schuman 59370 Mons-en-Barœul',
    representative: 'Rudy Elgeest, Maire',
  },
  caf: {
    id: '595',
    name: 'Caisse d’allocations familiales du Nord',
    address: '59863 Lille Cedex 9',
    representative: 'Luc Grard, Directeur général',
  },
  version: 2,
  on: '2026-12-01',
  known: '2026-12-01',
  position: '00000000000002f1-0000000000000a41',
  conventions: [{ from: '2026-01-01', until: '2026-12-31' }],
  establishments: many(2, place),
  signatures: [],
  isDraft: false,
  rows: many(NAMES.length, (number) => row(number)),
  vacancies: [{ establishment: 'Multi-accueil 1', profile: 'financial' }],
  terms: [],
  ...more,
});

/** For the longest, on a machine that has much else to do. */
const LONG_MS = 60_000;

const documents = new Documents({ withinMs: LONG_MS });
afterAll(() => documents.onModuleDestroy());
const composed = (more?: Partial<AnnexContent>) => documents.compose(annexDocument(content(more)));
const pages = async (more?: Partial<AnnexContent>) => pagesOf(await composed(more));
const text = async (more?: Partial<AnnexContent>) => (await pages(more)).join('\n');
/** Whatever stands between them, which belongs to the layout. */
const letters = async (more?: Partial<AnnexContent>) => lettersOf(await text(more));

it('has the same bytes for the same position', async () => {
  const [one, same, other] = [
    await composed(),
    await composed(),
    await composed({ position: '00000000000002f1-0000000000000a42' }),
  ];
  expect(one.equals(same)).toBe(true);
  expect(one.equals(other)).toBe(false);
});

describeWithPoppler('the annex as a document', () => {
  it('is a tagged PDF/A-3a of its day, whose fonts are all inside, with its data', async () => {
    const { info, metadata, fonts, attachments } = await seenPdf(await composed());
    expect(info).toMatchObject({
      Title: 'Annexe à l’avenant, Mairie de Mons-en-Barœul, version 2',
      Author: 'Caisse d’allocations familiales du Nord',
      CreationDate: expect.stringMatching(/Dec +1 .*2026/),
      Tagged: 'yes',
      'Page size': '595.276 x 841.89 pts (A4)',
    });
    expect(metadata).toMatch(/<pdfaid:part>3<.*<pdfaid:conformance>A</s);
    expect(metadata).toMatch(/<dc:language><rdf:Bag><rdf:li>fr-FR</);
    expect(fonts.length).toBeGreaterThan(5);
    expect(fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    expect(JSON.parse(attachments['donnees.json']!)).toEqual(content());
  });

  it('gives every name back as it was typed', async () => {
    const read = await letters();
    for (const name of NAMES.flat()) expect(read).toContain(lettersOf(name));
  });

  it('gives back whatever letters a name has', async () => {
    const letter = fc.constantFrom(...'aéœßŁşẹễĐθώЖїљ');
    const name = fc.string({ unit: letter, minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 40 }), async (names) => {
        const read = await letters({ rows: names.map((lastName) => row(1, { lastName })) });
        for (const one of names) expect(read).toContain(lettersOf(one));
      }),
      { numRuns: 5 },
    );
  });

  it('gives back every letter that a text may have', async () => {
    const names = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code).repeat(3)).filter(
      (name) => /^\p{L}/u.test(name) && readText('titleLine', name).text === name,
    );
    expect(names.length).toBeGreaterThan(1000);
    const read = await letters({ rows: names.map((lastName) => row(1, { lastName })) });
    expect(names.filter((name) => !read.includes(lettersOf(name)))).toEqual([]);
  });

  it('is made even with what no font can draw, says so, and holds the exact text', async () => {
    const lastName = '漢字\u200bLan\u0000';
    const pdf = await composed({ rows: [row(0, { lastName })] });
    const { attachments } = await seenPdf(pdf);
    expect((await pagesOf(pdf)).join()).toMatch(/□□□Lan□.*Le signe □ tient la place d’un caractère/s);
    expect(JSON.parse(attachments['donnees.json']!).rows[0].lastName).toBe(lastName);
    expect(await text()).not.toContain('□');
  });

  it('R22: says of a draft that it holds nothing yet, and who has signed', async () => {
    const signature = { party: 'caf', signatory: 'Luc Grard', capacity: 'Directeur', signedOn: '2026-11-30' };
    const draft = await letters({ isDraft: true, signatures: [signature] as AnnexContent['signatures'] });
    expect(draft).toContain(lettersOf('Projet : sans effet avant la signature des deux parties.'));
    expect(draft).toContain(lettersOf('Version 2 signée le 30 novembre 2026'));
    expect(draft).toContain(lettersOf('Annexe à l’avenant de la convention d’objectifs et de financement'));
    expect(await letters()).not.toContain('Projet');
  });

  it('says of when its words are, where that is not the day itself', async () => {
    expect(await letters({ known: '2026-12-24' })).toContain(
      lettersOf('arrêtée au 1er décembre 2026, noms et adresses connus au 24 décembre 2026'),
    );
    expect(await letters()).not.toContain('connus');
  });

  it('R8: names the profiles that nobody holds', async () => {
    expect(await letters()).toContain(lettersOf('Multi-accueil 1 : fournisseur données financières.'));
  });

  it('R22: says what ends by itself, and who has it again then', async () => {
    const term = { establishment: 'Multi-accueil 1', profile: 'approver', person: 'Léa Petit' } as const;
    const one = { ...term, lastDay: '2026-12-24', returnsTo: 'Zoé Lefèvre' };
    const read = await letters({ terms: [one, { ...one, lastDay: '2026-12-31', returnsTo: null }] });
    expect(read).toContain(
      lettersOf('Léa Petit jusqu’au 24 décembre 2026 inclus, puis de nouveau Zoé Lefèvre.'),
    );
    expect(read).toContain(lettersOf('Léa Petit jusqu’au 31 décembre 2026 inclus, puis sans titulaire.'));
    expect(await letters()).not.toContain(lettersOf('durée limitée'));
  });

  it.each([0, 1, 2000])(
    'holds %i persons: the head of the list, position and number on each page',
    async (count) => {
      const byPage = await pages({ rows: many(count, (number) => row(number)) });
      byPage.forEach((page, index) => {
        expect(lettersOf(page)).toContain(lettersOf(`Page ${index + 1} sur ${byPage.length}`));
        expect(page).toContain('Registre à la position 00000000000002f1-0000000000000a41');
      });
      expect(byPage.join().match(/Responsable/g) ?? []).toHaveLength(count);
      // The last page may hold no more than the signatures.
      const withHead = byPage.filter((page) => page.includes('Prénom'));
      expect(withHead.length).toBeGreaterThanOrEqual(byPage.length - 1);
      expect(byPage.length).toBeGreaterThan(count / 60);
    },
  );

  it.each([1, 500])('R10: holds %i establishments, and a row that is taller than a page', async (count) => {
    const establishments = many(count, place);
    const all = establishments.map(({ name }) => name);
    const byPage = await pages({
      establishments,
      rows: [row(0, { establishment: all.join(', ') }), row(1, { lastName: 'W'.repeat(300) })],
      vacancies: all.map((establishment) => ({ establishment, profile: 'approver' as const })),
    });
    const read = lettersOf(byPage.join(''));
    for (const { name, address } of establishments) expect(read).toContain(lettersOf(`${name}, ${address}`));
    expect(read.match(/W/g)).toHaveLength(300);
    expect(byPage.length > 10).toBe(count === 500);
  });
});
