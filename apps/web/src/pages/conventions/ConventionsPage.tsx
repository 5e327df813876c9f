import { Link } from 'react-router';
import type { ListedConvention, UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { formatDay, plural } from '../../format';
import { CONVENTION_STATES, CONVENTION_WATCHES } from '../../labels';
import { SIGNING } from './signing-many';

export default function ConventionsPage() {
  const { role } = useMe();
  return (
    <Page
      title="Conventions"
      aside={
        role === 'caf-habilitation' && (
          <Link to="nouvelle" className="button primary">
            Enregistrer une convention
          </Link>
        )
      }
    >
      <List list={listFor(role)} bulk={role === 'caf-habilitation' ? SIGNING : undefined} />
    </Page>
  );
}

const listFor = (role: UserRole): ListDeclaration<ListedConvention> => ({
  here: '/conventions',
  path: '/lists/conventions',
  caption: 'Avenants «\u00a0Accès et usage du Portail Caf Partenaires\u00a0»',
  columns: role === 'gestionnaire' ? [GESTIONNAIRE, CAF, ...COLUMNS] : [GESTIONNAIRE, ...COLUMNS],
  rowKey: ({ id }) => id,
  searched: 'Gestionnaire, Siret, représentant, établissement, adresse',
  filters: [
    { name: 'state', label: 'État', none: 'Toutes', options: optionsOf(CONVENTION_STATES) },
    { name: 'watch', label: 'À surveiller', none: 'Peu importe', options: optionsOf(CONVENTION_WATCHES) },
    { name: 'from', label: 'S’achève du', type: 'date' },
    { name: 'to', label: 'au', type: 'date' },
  ],
  order: '-until',
  counted: (count) => plural(count, 'convention'),
  empty: 'Aucune convention.',
});

const GESTIONNAIRE: ListColumn<ListedConvention> = {
  header: 'Gestionnaire',
  sort: 'name',
  cell: ({ id, gestionnaire }) => (
    <>
      <Link to={`/conventions/${id}`}>{gestionnaire.name}</Link>{' '}
      <span className="quiet block">{gestionnaire.id}</span>
    </>
  ),
};

const CAF: ListColumn<ListedConvention> = { header: 'Caf', cell: ({ caf }) => caf.name };

const COLUMNS: ListColumn<ListedConvention>[] = [
  { header: 'Établissements', cell: ({ establishments }) => establishments, numeric: true },
  { header: 'Jusqu’au', sort: 'until', cell: ({ until }) => formatDay(until) },
  {
    header: 'État',
    cell: ({ state, signedBy, renewal }) => (
      <div className="stack-tight">
        <Badge {...CONVENTION_STATES[state]} />
        {state === 'draft' && <span className="quiet">{signatureText(signedBy)}</span>}
        {renewal && (
          <span className="quiet">
            Renouvellement jusqu’au {formatDay(renewal.until)} : {signatureText(renewal.signedBy)}
          </span>
        )}
      </div>
    ),
  },
  {
    header: 'À surveiller',
    cell: ({ warnings }) =>
      warnings.length > 0 ? <Badge label={plural(warnings.length, 'avertissement')} tone="warning" /> : '—',
  },
];

/** Of what both parties have yet to sign. */
function signatureText(signedBy: ListedConvention['signedBy']): string {
  if (signedBy.length === 0) return 'à signer par les deux parties';
  return signedBy.includes('caf') ? 'à signer encore par le gestionnaire' : 'à signer encore par la Caf';
}
