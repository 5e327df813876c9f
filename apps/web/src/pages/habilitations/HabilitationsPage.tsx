import { Link } from 'react-router';
import type { ListedHabilitation, UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { ACTIONS } from '../../components/DataTable';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { PARTNER_COLUMN } from '../../components/PartnerLink';
import { formatDay, formatInstantDay, plural } from '../../format';
import { ACCOUNT_STATES, HOLDING_STATES, PROFILES } from '../../labels';
import { Lateness } from '../departures/Lateness';
import { PERSON_COLUMN } from './person-column';
import { RevocationForm } from './RevocationForm';
import { REVOCATION } from './revocation';
import { TermForm } from './TermForm';

/** Who holds or has held which profile where. */
export default function HabilitationsPage() {
  const { role } = useMe();
  return (
    <Page title="Habilitations">
      <p className="intro">
        Qui tient quel profil, et où. Une habilitation commence par{' '}
        <Link to="/demandes">une demande écrite du gestionnaire</Link> ; les profils vacants sont avec{' '}
        <Link to="/etablissements?vacant=any">les établissements</Link>.
      </p>
      <List list={listFor(role)} bulk={role === 'caf-habilitation' ? REVOCATION : undefined} />
    </Page>
  );
}

const listFor = (role: UserRole): ListDeclaration<ListedHabilitation> => ({
  here: '/habilitations',
  path: '/lists/habilitations',
  caption: 'Qui tient quel profil, et où',
  columns: [
    ...COLUMNS,
    ...(role === 'gestionnaire' ? [] : [PARTNER_COLUMN]),
    ...(role === 'caf-security' ? [] : [actionFor(role)]),
  ],
  rowKey: ({ id }) => id,
  searched: 'Personne, code, adresse, établissement, gestionnaire, Siret',
  filters: [
    { name: 'state', label: 'État', none: 'En vigueur', options: optionsOf(HOLDING_STATES) },
    { name: 'profile', label: 'Profil', none: 'Tous', options: optionsOf(PROFILES) },
    { name: 'from', label: 'Fin convenue du', type: 'date' },
    { name: 'to', label: 'au', type: 'date' },
    { name: 'organismId', isHidden: true },
    { name: 'establishmentId', isHidden: true },
  ],
  order: 'name',
  counted: (count) => plural(count, 'habilitation'),
  empty: 'Aucune habilitation n’est en vigueur.',
});

const COLUMNS: ListColumn<ListedHabilitation>[] = [
  PERSON_COLUMN,
  {
    header: 'Profil et établissement',
    sort: 'establishment',
    cell: ({ profile, establishment }) => (
      <>
        {PROFILES[profile]} <span className="quiet block">{establishment.name}</span>
      </>
    ),
  },
  {
    header: 'Depuis',
    sort: 'since',
    cell: ({ since, isHeld, endedAt, endedOn, daysLate, reason }) => (
      <div className="stack-tight">
        <span>{formatInstantDay(since)}</span>
        {endedAt ? (
          <span>
            Fin le {endedOn ? formatDay(endedOn) : formatInstantDay(endedAt)}{' '}
            <Lateness days={daysLate ?? 0} />
          </span>
        ) : (
          !isHeld && (
            <span className="quiet">
              {isAwaited({ since }) ? 'Profil retrouvé ce jour-là' : 'Convention qui n’est pas en vigueur'}
            </span>
          )
        )}
        {reason && <span className="quiet">{reason}</span>}
      </div>
    ),
  },
  {
    header: 'Fin convenue',
    sort: 'lastDay',
    isNeeded: (rows) => rows.some(({ lastDay }) => lastDay !== null),
    cell: ({ lastDay, returnsTo }) =>
      lastDay && (
        <>
          {formatDay(lastDay)} <span className="quiet block">puis {returnsTo ?? 'vacant'}</span>
        </>
      ),
  },
  {
    header: 'Code',
    cell: ({ account }) =>
      account ? (
        <div className="stack-tight">
          <span className="nowrap">{account.userCode}</span>
          <Badge {...ACCOUNT_STATES[account.state]} />
        </div>
      ) : (
        '—'
      ),
  },
];

const actionFor = (role: UserRole): ListColumn<ListedHabilitation> => ({
  ...ACTIONS,
  isNeeded: (rows) => rows.some((row) => row.isHeld || isAwaited(row)),
  cell: (habilitation) =>
    (habilitation.isHeld || isAwaited(habilitation)) && (
      <div className="actions">
        {role === 'gestionnaire' && (
          <ActionDialog
            label={isAwaited(habilitation) ? 'Avancer le retour' : endOf(habilitation)}
            about={inWords(habilitation)}
            title={`${isAwaited(habilitation) ? 'Avancer le retour' : endOf(habilitation)}\u00a0: ${habilitation.person.name}`}
          >
            <TermForm habilitation={habilitation} />
          </ActionDialog>
        )}
        <ActionDialog
          label={role === 'gestionnaire' ? 'Mettre fin' : 'Retirer'}
          about={inWords(habilitation)}
          title={`${role === 'gestionnaire' ? 'Fin' : 'Retrait'} d’habilitation\u00a0: ${habilitation.person.name}`}
        >
          <RevocationForm habilitation={habilitation} />
        </ActionDialog>
      </div>
    ),
});

const endOf = ({ lastDay }: ListedHabilitation) => (lastDay ? 'Avancer la fin' : 'Fixer la fin');

/** To begin again after another. */
const isAwaited = ({ since }: Pick<ListedHabilitation, 'since'>) => since > new Date().toISOString();

const inWords = ({ profile, person, establishment }: ListedHabilitation) =>
  `${PROFILES[profile]}, ${person.name}, ${establishment.name}`;
