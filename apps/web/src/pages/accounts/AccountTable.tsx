import { Link } from 'react-router';
import type { Account, UserRole } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { formatInstant, formatInstantDay, plural } from '../../format';
import { ACCOUNT_STATES, LAST_USES, ROLES } from '../../labels';
import { AccountActions } from './AccountActions';

export function AccountTable({ accounts, role }: { accounts: Account[]; role: UserRole }) {
  const actions: Column<Account> = {
    header: 'Actions',
    cell: (account) => <AccountActions account={account} />,
  };
  const mayAct = role !== 'gestionnaire' || accounts.some(({ toBeConfirmed }) => toBeConfirmed);
  return (
    <DataTable
      caption="Codes, leur état et leur dernière connexion réussie"
      columns={[codeColumn(role), ...COLUMNS, ...(mayAct ? [actions] : [])]}
      rows={accounts}
      rowKey={({ userCode }) => userCode}
      empty="Aucun code dans cet état."
    />
  );
}

/** Security officers go from a code to its connections. */
const codeColumn = (role: UserRole): Column<Account> => ({
  header: 'Code',
  cell: ({ userCode }) =>
    role === 'caf-security' ? (
      <Link className="nowrap" to={`/connexions?${new URLSearchParams({ userCode })}`}>
        {userCode}
      </Link>
    ) : (
      <span className="nowrap">{userCode}</span>
    ),
});

const COLUMNS: Column<Account>[] = [
  {
    header: 'Personne',
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
    cell: ({ state, toBeConfirmed, block, blockedReason, waitUntil, waiting }) => (
      <div className="stack-tight">
        <Badge {...ACCOUNT_STATES[state]} />
        {toBeConfirmed && state !== 'closed' && (
          <span className="quiet">Ne signe pas avant d’être confirmé par un autre correspondant</span>
        )}
        {blockedReason && <span className="quiet">{blockedReason}</span>}
        {block && <span className="quiet">{blockText(block)}</span>}
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
    cell: ({ lastSuccess }) => (lastSuccess ? formatInstant(lastSuccess) : 'Jamais'),
  },
  {
    header: 'Sans usage, bloqué après le',
    cell: ({ blocksAfter }) => (blocksAfter ? <Due day={blocksAfter} /> : '—'),
  },
];

/** « Bloqué le 12 novembre 2026 : dernière connexion réussie le 28 septembre 2026 » (R21) */
function blockText({ at, since, use }: NonNullable<Account['block']>): string {
  const blocked = `Bloqué le ${formatInstantDay(at)}`;
  if (since === null) return blocked;
  return `${blocked}\u00a0: ${use ? LAST_USES[use] : 'dernier usage'} le ${formatInstantDay(since)}`;
}
