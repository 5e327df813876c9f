import { useQuery } from '@tanstack/react-query';
import type { ListedRequest, UserRole } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { PARTNER_COLUMN } from '../../components/PartnerLink';
import { formatDay, plural } from '../../format';
import { PROFILES, REQUEST_STATES } from '../../labels';
import { AmendmentState } from './AmendmentState';
import { annexSigning } from './annex-signing';
import { DECISIONS } from './decisions';
import { PERSON_COLUMN } from './person-column';
import { RequestDecision } from './RequestDecision';
import { RequestForm } from './RequestForm';
import { untilText } from './term';

/** What gestionnaires ask for, and what has become of it. */
export default function RequestsPage() {
  const { role } = useMe();
  return (
    <Page title="Demandes d’habilitation" aside={role === 'gestionnaire' && <Ask />}>
      <p className="intro">
        La Caf n’accorde une habilitation que sur demande écrite du gestionnaire. Celles qui attendent une
        décision viennent d’abord, puis les dernières.
      </p>
      <List
        list={listFor(role)}
        bulk={role === 'caf-habilitation' ? DECISIONS : annexSigning('gestionnaire')}
      />
    </Page>
  );
}

function Ask() {
  const persons = useQuery(queries.persons());
  const establishments = useQuery(queries.establishments());
  if (!persons.data || !establishments.data) return null;
  return (
    <ActionDialog label="Demander une habilitation" look="primary">
      <RequestForm persons={persons.data} establishments={establishments.data} />
    </ActionDialog>
  );
}

const listFor = (role: UserRole): ListDeclaration<ListedRequest> => ({
  here: '/demandes',
  path: '/lists/habilitation-requests',
  caption: role === 'gestionnaire' ? 'Demandes adressées à la Caf' : 'Demandes des gestionnaires',
  columns: role === 'gestionnaire' ? [...COLUMNS, STATE] : [...COLUMNS, PARTNER_COLUMN, STATE],
  rowKey: ({ id }) => id,
  searched: 'Personne, code, référence, établissement, gestionnaire, Siret',
  filters: [
    { name: 'state', label: 'État', none: 'Toutes', options: optionsOf(REQUEST_STATES) },
    { name: 'profile', label: 'Profil', none: 'Tous', options: optionsOf(PROFILES) },
    { name: 'from', label: 'Demandée du', type: 'date' },
    { name: 'to', label: 'au', type: 'date' },
    { name: 'organismId', isHidden: true },
  ],
  order: '-waiting',
  counted: (count) => plural(count, 'demande'),
  empty: 'Aucune demande.',
});

const COLUMNS: ListColumn<ListedRequest>[] = [
  PERSON_COLUMN,
  {
    header: 'Profil et établissement',
    sort: 'establishment',
    cell: ({ profile, establishment, replaces, prolongs, lastDay, returnsTo }) => (
      <>
        {PROFILES[profile]} <span className="quiet block">{establishment.name}</span>
        {replaces && <span className="quiet block">{prolongs ? 'prolonge' : `remplace ${replaces}`}</span>}
        {lastDay && <span className="quiet block">{untilText(lastDay, returnsTo)}</span>}
      </>
    ),
  },
  {
    header: 'Demande',
    sort: 'requested',
    cell: ({ reference, requestedOn }) => (
      <>
        {reference} <span className="quiet block">du {formatDay(requestedOn)}</span>
      </>
    ),
  },
];

const STATE: ListColumn<ListedRequest> = {
  header: 'État',
  cell: (request) => (
    <div className="stack-tight">
      <Badge {...REQUEST_STATES[request.state]} />
      {request.reason && <span className="quiet">{request.reason}</span>}
      {request.amendment && <AmendmentState amendment={request.amendment} request={request} />}
      <RequestDecision request={request} />
    </div>
  ),
};
