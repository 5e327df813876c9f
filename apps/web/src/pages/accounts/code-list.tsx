import type { Account, UserRole } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { ACTIONS } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { optionsOf } from '../../components/fields/fields';
import type { ListColumn, ListDeclaration, ListFilter } from '../../components/list-declaration';
import { capitalized, formatInstant, plural } from '../../format';
import { ACCOUNT_STATES, BLOCK_KINDS, ROLES } from '../../labels';
import { HORIZONS, horizonText } from '../idleness/words';
import { TakeSanction } from '../sanctions/TakeSanction';
import { AccountActions } from './AccountActions';
import { awayText, blockText, requestText } from './block-text';
import { CODE_COLUMN } from './code-columns';
import { mayBeUnblocked } from './unblocking';

export const codesFor = (role: UserRole): ListDeclaration<Account> => ({
  here: '/codes',
  path: '/lists/accounts',
  caption: 'Codes, leur état et leur dernière connexion réussie',
  columns: [CODE, ...COLUMNS, actionsFor(role)],
  rowKey: ({ userCode }) => userCode,
  searched: 'Nom, code, adresse, organisme, Siret',
  filters: [
    { name: 'state', label: 'État', none: 'Tous les codes', options: optionsOf(ACCOUNT_STATES) },
    {
      name: 'blocksWithin',
      label: 'À bloquer faute d’usage',
      none: 'Peu importe',
      options: HORIZONS.map((days) => ({ value: String(days), label: capitalized(horizonText(days)) })),
    },
    {
      name: 'block',
      label: 'Blocage',
      none: 'Peu importe',
      options: [{ value: 'idle', label: BLOCK_KINDS.idle.label }],
    },
    {
      name: 'holder',
      label: 'Titulaire',
      none: 'Peu importe',
      options: [
        { value: 'habilitated', label: 'En fonction' },
        { value: 'not-habilitated', label: 'Sans aucun profil' },
      ],
    },
    {
      name: 'unblocking',
      label: 'Déblocage',
      none: 'Peu importe',
      options: [{ value: 'requested', label: 'Demandé' }],
    },
    ...(role === 'gestionnaire' ? [] : [RESET]),
    { name: 'organismId', isHidden: true },
    ...(role === 'gestionnaire' ? [] : [ROLE]),
  ],
  order: 'name',
  counted: (count) => plural(count, 'code'),
  empty: 'Aucun code n’est encore ouvert.',
});

const ROLE: ListFilter = { name: 'role', label: 'Rôle', none: 'Tous', options: optionsOf(ROLES) };

const RESET: ListFilter = {
  name: 'factorReset',
  label: 'Seconde vérification',
  none: 'Peu importe',
  options: [{ value: 'requested', label: 'Réouverture demandée' }],
};

/** A gestionnaire confirms a correspondent, sends links to its agents and asks for unblockings; all else is the Caf’s. */
const actionsFor = (role: UserRole): ListColumn<Account> => ({
  ...ACTIONS,
  cell: (account) => (
    <>
      <AccountActions account={account} />
      <div className="actions">
        <TakeSanction account={account} />
      </div>
    </>
  ),
  isNeeded: (accounts) =>
    role !== 'gestionnaire' ||
    accounts.some(
      (account) =>
        account.toBeConfirmed ||
        (account.state === 'blocked' && mayBeUnblocked(account)) ||
        (account.state === 'pending' && account.isHabilitated),
    ),
});

const CODE: ListColumn<Account> = { ...CODE_COLUMN, sort: 'code' };

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
    cell: ({ state, toBeConfirmed, block, isHabilitated, unblockingRequest, ...account }) => (
      <div className="stack-tight">
        <Badge {...ACCOUNT_STATES[state]} />
        {toBeConfirmed && state !== 'closed' && (
          <span className="quiet">Ne signe pas avant d’être confirmé par un autre correspondant</span>
        )}
        {account.blockedReason && <span className="quiet">{account.blockedReason}</span>}
        {!isHabilitated && <span className="quiet">{awayText({ ...account, block })}</span>}
        {block && <span className="quiet">{blockText(block)}</span>}
        {unblockingRequest && <span className="quiet">{requestText(unblockingRequest)}</span>}
        {account.factorReset && (
          <span className="quiet">
            Réouverture de la seconde vérification demandée : {account.factorReset.reason}
          </span>
        )}
        {account.waitUntil && (
          <span className="quiet">
            Essais manqués : attente jusqu’au {formatInstant(account.waitUntil)},{' '}
            {account.waiting === 0
              ? 'à la seconde vérification'
              : `depuis ${plural(account.waiting, 'réseau ou navigateur', 'réseaux ou navigateurs')}`}
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
