import { Link } from 'react-router';
import type { ExpectedDeclaration, UserRole } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { ACTIONS } from '../../components/DataTable';
import { optionsOf } from '../../components/fields/fields';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { PartnerLink } from '../../components/PartnerLink';
import { formatDay, formatInstant, plural } from '../../format';
import { DECLARATION_KINDS, EXPECTED_STATES } from '../../labels';
import { yearOptions } from '../declarations/years';
import { campaignName } from './campaign-columns';
import { OpenExpected } from './OpenExpected';

type Column = ListColumn<ExpectedDeclaration>;

const ESTABLISHMENT: Column = {
  header: 'Établissement',
  sort: 'establishment',
  cell: ({ establishment }) => establishment.name,
};

const PARTNER: Column = {
  header: 'Gestionnaire',
  cell: ({ gestionnaire }) => <PartnerLink gestionnaire={gestionnaire} />,
};

const PROGRESS: Column[] = [
  {
    header: 'Déclaration',
    cell: (expected) =>
      expected.declarationId ? (
        <Link to={`/declarations/${expected.declarationId}`}>{campaignName(expected)}</Link>
      ) : (
        campaignName(expected)
      ),
  },
  {
    header: 'Attendue jusqu’au',
    sort: 'closes',
    cell: ({ closesOn, daysLate }) => (
      <>
        {formatDay(closesOn)}{' '}
        {daysLate > 0 && <Badge label={`${plural(daysLate, 'jour')} de retard`} tone="warning" />}
      </>
    ),
  },
  { header: 'État', cell: ({ state }) => <Badge {...EXPECTED_STATES[state]} /> },
  { header: 'Transmise', cell: ({ transmittedAt }) => (transmittedAt ? formatInstant(transmittedAt) : '—') },
];

const OPENING: Column = {
  ...ACTIONS,
  cell: (expected) => expected.state === 'not-opened' && <OpenExpected expected={expected} />,
  isNeeded: (rows) => rows.some(({ state }) => state === 'not-opened'),
};

/** What campaigns expect, as a role reads it: a Caf of whom, an agent with what to begin. */
export const expectedDeclarations = (role: UserRole): ListDeclaration<ExpectedDeclaration> => ({
  here: '/campagnes',
  path: '/lists/expected-declarations',
  caption: 'Une déclaration par établissement et par campagne',
  columns: [
    ESTABLISHMENT,
    ...(role === 'caf-habilitation' || role === 'caf-security' ? [PARTNER] : []),
    ...PROGRESS,
    ...(role === 'agent' ? [OPENING] : []),
  ],
  rowKey: ({ id }) => id,
  searched: 'Établissement, adresse, gestionnaire',
  filters: [
    { name: 'year', label: 'Année', none: 'Toutes', options: yearOptions() },
    { name: 'kind', label: 'Nature', none: 'Toutes', options: optionsOf(DECLARATION_KINDS) },
    { name: 'number', isHidden: true },
    {
      name: 'state',
      label: 'État',
      none: 'Tous',
      options: [{ value: 'open', label: 'Pas encore transmises' }, ...optionsOf(EXPECTED_STATES)],
    },
    { name: 'organismId', isHidden: true },
  ],
  order: '-closes',
  counted: (count) => plural(count, 'déclaration attendue', 'déclarations attendues'),
  empty: 'Aucune campagne n’attend encore de déclaration.',
});
