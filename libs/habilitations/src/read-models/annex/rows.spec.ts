import { annexRows, type Held, termsOf, vacanciesOf, withRequested } from './rows.ts';
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
  lastDay: null,
  returnsTo: null,
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

  it('R22: says what ends by itself, when, and who has it again', () =>
    expect(
      termsOf(
        [
          held('Zoé', 'e1', 'activity'),
          { ...held('Léa', 'e1', 'approver'), lastDay: '2026-06-30', returnsTo: 'É. Zoé' },
        ],
        places,
      ),
    ).toEqual([
      {
        establishment: 'Crèche collective municipale',
        profile: 'approver',
        person: 'LÉA É.',
        lastDay: '2026-06-30',
        returnsTo: 'É. Zoé',
      },
    ]));
});
