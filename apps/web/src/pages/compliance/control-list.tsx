import { Link } from 'react-router';
import type { ListedControl, UserRole } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { Due } from '../../components/Due';
import { optionsOf } from '../../components/fields/fields';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { PARTNER_COLUMN } from '../../components/PartnerLink';
import { formatDay, plural } from '../../format';
import { CONTROL_OUTCOMES, CONTROL_STATES } from '../../labels';

const SUBJECT: ListColumn<ListedControl> = {
  header: 'Objet',
  cell: ({ id, subject }) => <Link to={`/conformite/controles/${id}`}>{subject}</Link>,
};
const PARTNER: ListColumn<ListedControl> = {
  ...PARTNER_COLUMN,
  sort: 'gestionnaire',
};
const OTHERS: ListColumn<ListedControl>[] = [
  {
    header: 'Date',
    sort: 'planned',
    cell: ({ state, plannedOn, carriedOutOn }) =>
      state === 'planned' ? <Due day={plannedOn} /> : formatDay(carriedOutOn ?? plannedOn),
  },
  {
    header: 'État',
    cell: ({ state, agreedFor }) => (
      <>
        <Badge {...CONTROL_STATES[state]} />
        {state === 'agreed' && agreedFor && <Due day={agreedFor} />}
      </>
    ),
  },
  {
    header: 'Constat',
    cell: ({ outcome }) => (outcome ? <Badge {...CONTROL_OUTCOMES[outcome]} /> : '—'),
  },
];

/** `isOfOne`: of one partner, who need not be named. */
export const controlColumns = (isOfOne: boolean): ListColumn<ListedControl>[] =>
  isOfOne ? [SUBJECT, ...OTHERS] : [SUBJECT, PARTNER, ...OTHERS];

export const CONTROLS_CAPTION = 'Ce qui est attendu d’abord, puis du plus récent au plus ancien';

export const emptyFor = (role: UserRole): string =>
  role === 'gestionnaire'
    ? 'La Caf n’a prévu ni mené aucun contrôle.'
    : 'Aucun contrôle n’est prévu ni mené.';

export const controlsFor = (role: UserRole): ListDeclaration<ListedControl> => ({
  here: '/conformite/controles',
  path: '/lists/controls',
  caption: CONTROLS_CAPTION,
  columns: controlColumns(role === 'gestionnaire'),
  rowKey: ({ id }) => id,
  searched: 'Objet, contrôleurs, gestionnaire, Siret',
  filters: [
    {
      name: 'state',
      label: 'État',
      none: 'Tous',
      options: [
        { value: 'open', label: 'Prévus ou à suivre' },
        { value: 'late', label: 'Dont le jour est passé' },
        ...optionsOf(CONTROL_STATES),
      ],
    },
    { name: 'outcome', label: 'Constat', none: 'Tous', options: optionsOf(CONTROL_OUTCOMES) },
    { name: 'from', label: 'Du', type: 'date' },
    { name: 'to', label: 'Au', type: 'date' },
    { name: 'organismId', isHidden: true },
  ],
  order: 'waiting',
  counted: (count) => plural(count, 'contrôle'),
  empty: emptyFor(role),
});
