import type { ListedCase, QueuedCase } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { Due } from '../../components/Due';
import { type Option, optionsOf } from '../../components/fields/fields';
import type { ListColumn, ListDeclaration, ListFilter } from '../../components/list-declaration';
import { plural } from '../../format';
import { ANOMALY_STATES, SEVERITIES } from '../../labels';
import { CASE_COLUMNS } from './case-columns';

const HERE = '/anomalies';

const OPEN: Option = { value: 'open', label: 'Pas encore closes' };
const AWAITED: Option = { value: 'awaited', label: 'Justification à donner' };

const SEVERITY: ListFilter = {
  name: 'severity',
  label: 'Gravité',
  none: 'Toutes',
  options: optionsOf(SEVERITIES),
};
const PERIOD: ListFilter[] = [
  { name: 'from', label: 'Détectée du', type: 'date' },
  { name: 'to', label: 'au', type: 'date' },
];

const SHARED = {
  here: HERE,
  rowKey: ({ id }: ListedCase) => id,
  counted: (count: number) => plural(count, 'anomalie'),
};

/** Of a Caf, in the order in which they want an officer; only what waits for it while no state is chosen. */
export const queueWith = (choices: {
  isAllStates: boolean;
  rules: Option[];
  gestionnaires: Option[];
  officers: Option[];
}): ListDeclaration<QueuedCase> => ({
  ...SHARED,
  path: '/lists/anomaly-queue',
  caption: choices.isAllStates ? 'Anomalies' : 'Anomalies qui attendent la Caf',
  columns: [
    ...CASE_COLUMNS,
    {
      header: 'État et réponse attendue',
      sort: 'due',
      cell: ({ state, due, justifiedAt }) => (
        <div className="stack-tight">
          <Badge {...ANOMALY_STATES[state]} />
          {due && !justifiedAt && <Due day={due} />}
        </div>
      ),
    },
    {
      header: 'Suivi par',
      cell: ({ assignee }) => assignee?.name ?? <span className="quiet">Personne</span>,
    },
  ],
  searched: 'Anomalie, code, réseau, personne, gestionnaire, Siret',
  filters: [
    {
      name: 'state',
      label: 'État',
      none: 'À traiter par la Caf',
      options: [OPEN, ...optionsOf(ANOMALY_STATES), { value: 'any', label: 'Toutes' }],
    },
    SEVERITY,
    { name: 'rule', label: 'Règle', none: 'Toutes', options: choices.rules },
    { name: 'gestionnaireId', label: 'Gestionnaire', none: 'Tous', options: choices.gestionnaires },
    {
      name: 'assignee',
      label: 'Suivi par',
      none: 'N’importe qui',
      options: [{ value: 'me', label: 'Moi' }, { value: 'nobody', label: 'Personne' }, ...choices.officers],
    },
    ...PERIOD,
  ],
  order: 'urgency',
  empty: 'Rien n’attend la Caf.',
});

const TOLD_COLUMNS: ListColumn<ListedCase>[] = [
  ...CASE_COLUMNS,
  { header: 'État', cell: ({ state }) => <Badge {...ANOMALY_STATES[state]} /> },
  {
    header: 'Réponse attendue',
    sort: 'due',
    cell: ({ due, justifiedAt }) => (due && !justifiedAt ? <Due day={due} /> : '—'),
  },
];

/** States that a case has before its partner is told of it. */
const { detected: _, dismissed: __, ...TOLD_STATES } = ANOMALY_STATES;

/** Those that a gestionnaire was notified of. */
export const TOLD_CASES: ListDeclaration<ListedCase> = {
  ...SHARED,
  path: '/lists/anomalies',
  caption: 'Anomalies relevées dans le journal des connexions',
  columns: TOLD_COLUMNS,
  searched: 'Anomalie, code, personne',
  filters: [
    { name: 'state', label: 'État', none: 'Toutes', options: [OPEN, AWAITED, ...optionsOf(TOLD_STATES)] },
    SEVERITY,
    ...PERIOD,
  ],
  order: '-detected',
  empty: 'Aucune anomalie ne vous a été notifiée.',
};
