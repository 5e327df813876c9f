import type { AnnexContent } from './content.ts';
import { annexDocument } from './document.ts';
import { annexRows, type Held, vacanciesOf, withRequested } from './rows.ts';
import type { AnnexRow } from './view.ts';

const places = [
  { id: 'e1', name: 'Crèche collective municipale', address: '14 rue Lamartine 59370 Mons-en-Barœul' },
  { id: 'e2', name: 'Multi-accueil Camille Guérin', address: 'Mail Henri Dunant 59370 Mons-en-Barœul' },
];
const held = (personId: string, establishmentId: string, profile: Held['profile']): Held => ({
  personId,
  lastName: personId,
  firstName: 'É.',
  function: 'Directrice',
  establishmentId,
  profile,
});
const briefly = ({ lastName, establishment, profiles }: AnnexRow) => [lastName, establishment, ...profiles];

describe('R10: the annex holds for all the establishments', () => {
  it('has one row per person, without establishment, when the profiles are the same everywhere', () => {
    const all = [held('Zoé', 'e1', 'approver'), held('Zoé', 'e2', 'approver'), held('Zoé', 'e1', 'activity')];
    expect(annexRows([...all, held('Zoé', 'e2', 'activity')], places).map(briefly)).toEqual([
      ['Zoé', null, 'activity', 'approver'],
    ]);
  });

  it('names the establishments when they are not, in the order of the alphabet', () => {
    const all = [
      held('Zoé', 'e1', 'activity'),
      held('Évrard', 'e1', 'financial'),
      held('Évrard', 'e2', 'financial'),
    ];
    expect(annexRows(all, places).map(briefly)).toEqual([
      ['Évrard', null, 'financial'],
      ['Zoé', 'Crèche collective municipale', 'activity'],
    ]);
  });

  it('R22: as it will be, has those who are asked for in the place of those who hold', () => {
    const now = [
      held('Zoé', 'e1', 'approver'),
      held('Zoé', 'e2', 'approver'),
      held('Évrard', 'e1', 'activity'),
    ];
    const then = withRequested(now, [held('Léa', 'e1', 'approver'), held('Léa', 'e2', 'financial')]);
    expect(annexRows(then, places).map(briefly)).toEqual([
      ['Évrard', 'Crèche collective municipale', 'activity'],
      ['Léa', 'Crèche collective municipale', 'approver'],
      ['Léa', 'Multi-accueil Camille Guérin', 'financial'],
      ['Zoé', 'Multi-accueil Camille Guérin', 'approver'],
    ]);
  });

  it('R8: says which profiles nobody holds', () =>
    expect(
      vacanciesOf([held('Zoé', 'e1', 'activity'), held('Zoé', 'e1', 'approver')], places.slice(0, 1)),
    ).toEqual([{ establishment: 'Crèche collective municipale', profile: 'financial' }]));
});

const content = (rows: readonly AnnexRow[]): AnnexContent => ({
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
  position: '00000000000002f1-0000000000000a41',
  drawnAt: '2026-12-02T09:05:00.000Z',
  conventions: [{ from: '2026-01-01', until: '2026-12-31' }],
  establishments: places,
  signatures: [],
  isDraft: false,
  rows,
  vacancies: [{ establishment: places[1]!.name, profile: 'financial' }],
});

describe('the document to sign', () => {
  const rows = (count: number): AnnexRow[] =>
    Array.from({ length: count }, (_, index) => ({
      lastName: index % 3 ? 'Lefèvre-Œuvrard' : 'Łukasiewicz',
      firstName: index % 2 ? 'Élise' : 'Ayşe',
      function: 'Responsable du service de la petite enfance',
      establishment: index % 4 ? null : places[0]!.name,
      profiles: index % 2 ? ['activity', 'approver'] : ['financial'],
    }));
  const render = async (count: number) => (await annexDocument(content(rows(count)))).toString('latin1');

  it('is a tagged PDF in French with its title, its font inside', async () => {
    const pdf = await render(3);
    expect(pdf.startsWith('%PDF-1.7')).toBe(true);
    for (const part of [/\/Lang \(fr-FR\)/, /\/StructTreeRoot/, /\/DisplayDocTitle true/, /\/FontFile[23]/]) {
      expect(pdf).toMatch(part);
    }
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  });

  it('goes on with its head on further pages, and stands without anybody', async () => {
    expect((await render(40)).match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
    expect((await render(0)).match(/\/Type \/Page\b/g)).toHaveLength(1);
  });
});
