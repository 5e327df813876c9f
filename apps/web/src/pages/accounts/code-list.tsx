import { Link } from 'react-router';
import type { Account, UserRole } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { Due } from '../../components/Due';
import { optionsOf } from '../../components/fields/fields';
import type { ListColumn, ListDeclaration, ListFilter } from '../../components/List';
import { formatInstant, formatInstantDay, plural } from '../../format';
import { ACCOUNT_STATES, LAST_USES, ROLES } from '../../labels';
import { AccountActions } from './AccountActions';

export const codesFor = (role: UserRole): ListDeclaration<Account> => ({
  here: '/codes',
  path: '/lists/accounts',
  caption: 'Codes, leur état et leur dernière connexion réussie',
  columns: [codeColumn(role), ...COLUMNS, actionsFor(role)],
  rowKey: ({ userCode }) => userCode,
  searched: 'Nom, code, adresse, organisme, Siret',
  filters: [
    { name: 'state', label: 'État', none: 'Tous les codes', options: optionsOf(ACCOUNT_STATES) },
    {
      name: 'blocksWithin',
      label: 'Bloqué faute d’usage',
      none: 'Peu importe',
      options: [
        { value: '0', label: 'Ce soir' },
        ...[7, 15].map((days) => ({ value: String(days), label: `D’ici ${days} jours` })),
      ],
    },
    {
      name: 'unblocking',
      label: 'Déblocage',
      none: 'Peu importe',
      options: [{ value: 'requested', label: 'Demandé' }],
    },
    { name: 'organismId', isHidden: true },
    ...(role === 'gestionnaire' ? [] : [ROLE]),
  ],
  order: 'name',
  counted: (count) => plural(count, 'code'),
  empty: 'Aucun code n’est encore ouvert.',
});

const ROLE: ListFilter = { name: 'role', label: 'Rôle', none: 'Tous', options: optionsOf(ROLES) };

/** A gestionnaire confirms a correspondent and asks for unblockings; all else is the Caf’s. */
const actionsFor = (role: UserRole): ListColumn<Account> => ({
  header: 'Actions',
  cell: (account) => <AccountActions account={account} />,
  isNeeded: (accounts) =>
    role !== 'gestionnaire' ||
    accounts.some(({ toBeConfirmed, state }) => toBeConfirmed || state === 'blocked'),
});

/** Security officers go from a code to its connections. */
const codeColumn = (role: UserRole): ListColumn<Account> => ({
  header: 'Code',
  sort: 'code',
  cell: ({ userCode }) =>
    role === 'caf-security' ? (
      <Link className="nowrap" to={`/connexions?${new URLSearchParams({ userCode })}`}>
        {userCode}
      </Link>
    ) : (
      <span className="nowrap">{userCode}</span>
    ),
});

const COLUMNS: ListColumn<Account>[] = [
  {
    header: 'Personne',
    sort: 'name',
    cell: ({ name, role, organism }) => (
      <>
        {name}{' '}
        <span className="quiet block">
          {ROLES[role]}, {organism.name}
        </span>
      </>
    ),
  },
  {
    header: 'État',
    cell: ({ state, toBeConfirmed, block, unblockingRequest, blockedReason, waitUntil, waiting }) => (
      <div className="stack-tight">
        <Badge {...ACCOUNT_STATES[state]} />
        {toBeConfirmed && state !== 'closed' && (
          <span className="quiet">Ne signe pas avant d’être confirmé par un autre correspondant</span>
        )}
        {blockedReason && <span className="quiet">{blockedReason}</span>}
        {block && <span className="quiet">{blockText(block)}</span>}
        {unblockingRequest && <span className="quiet">{requestText(unblockingRequest)}</span>}
        {waitUntil && (
          <span className="quiet">
            Essais manqués : attente jusqu’au {formatInstant(waitUntil)}, depuis{' '}
            {plural(waiting, 'réseau ou navigateur', 'réseaux ou navigateurs')}
          </span>
        )}
      </div>
    ),
  },
  {
    header: 'Dernière connexion',
    sort: 'lastSuccess',
    cell: ({ lastSuccess }) => (lastSuccess ? formatInstant(lastSuccess) : 'Jamais'),
  },
  {
    header: 'Sans usage, bloqué après le',
    sort: 'blocksAfter',
    cell: ({ blocksAfter }) => (blocksAfter ? <Due day={blocksAfter} /> : '—'),
  },
];

/** « Bloqué le 12 novembre 2026 : dernière connexion réussie le 28 septembre 2026 » (R21) */
function blockText({ at, since, use }: NonNullable<Account['block']>): string {
  const blocked = `Bloqué le ${formatInstantDay(at)}`;
  if (since === null) return blocked;
  return `${blocked}\u00a0: ${use ? LAST_USES[use] : 'dernier usage'} le ${formatInstantDay(since)}`;
}

/** « Déblocage demandé le 12 novembre 2026 : campagne » */
function requestText({ at, reason, refusal }: NonNullable<Account['unblockingRequest']>): string {
  const asked = `Déblocage demandé le ${formatInstantDay(at)}\u00a0: ${reason}`;
  return refusal === null ? asked : `${asked}. Refusé\u00a0: ${refusal}`;
}
