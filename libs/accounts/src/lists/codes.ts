import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  addDays,
  by,
  Clock,
  Database,
  endOfDay,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  frenchOrder,
  inParis,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  parisDateOf,
  policy,
  startOfDay,
  Text,
  USER_ROLES,
  type UserRole,
  verbatim,
} from '#platform';
import {
  type AccountRow,
  COLUMNS,
  COUNTED_FROM,
  FROM,
  IN_USE,
  toView,
} from '../read-models/accounts/query.ts';
import { type AccountState, accountStates, ListedAccount } from '../read-models/accounts/view.ts';
import { SignInWaits } from '../sign-in/waits.ts';
import { ROLE_NAMES, STATE_NAMES } from './words.ts';

const code = by.text('user_code');

/** The codes that the reader answers for. */
const codes: ListDeclaration<ListedAccount> = {
  path: 'lists/accounts',
  tag: 'accounts',
  summary: 'The codes that the reader answers for, by page',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire'],
  reads: Reads('accounts', 'conventions'),
  recordsExport: 'accounts-export',
  file: 'codes',
  view: ListedAccount,
  from: FROM,
  columns: COLUMNS,
  searched: (pattern) => fragment`search LIKE ${pattern}`,
  filters: {
    state: filter(
      OneOf(accountStates, { optional: true }),
      (state: AccountState) => fragment`state = ${state}`,
    ),
    role: filter(OneOf(USER_ROLES, { optional: true }), (role: UserRole) => fragment`role = ${role}`),
    organismId: filter(
      Text('organismId', { optional: true, description: 'Of a gestionnaire its SIRET' }),
      (id: string) => fragment`organism_id = ${id}`,
    ),
    blocksWithin: filter(
      OneOf(policy.idleReminderDays.map(String), {
        optional: true,
        description: 'Days within which disuse blocks the code (R21)',
      }),
      (days: string, { now }) => {
        const first = addDays(parisDateOf(now), -policy.idleBlockDays);
        return fragment`${verbatim(IN_USE)} AND last_use >= ${startOfDay(first)} AND last_use < ${endOfDay(addDays(first, Number(days)))}`;
      },
    ),
  },
  sorts: {
    name: [by.text(frenchOrder('name')), code],
    code: [code],
    organism: [by.text(frenchOrder('organism_name')), by.text(frenchOrder('name')), code],
    lastSuccess: [by.instant(`coalesce(last_success, timestamptz '1970-01-01 00:00:00Z')`), code],
    blocksAfter: [by.instant(COUNTED_FROM), code],
  },
  order: 'name',
  csv: [
    ['Code', ({ userCode }) => userCode],
    ['Personne', ({ name }) => name],
    ['Rôle', ({ role }) => ROLE_NAMES[role]],
    ['Organisme', ({ organism }) => organism.name],
    ['Identifiant de l’organisme', ({ organism }) => organism.id],
    ['État', ({ state }) => STATE_NAMES[state]],
    ['Motif du blocage ou du refus', ({ blockedReason }) => blockedReason],
    ['Bloqué le', ({ block }) => block && inParis(block.at)],
    ['Dernière connexion réussie', ({ lastSuccess }) => lastSuccess && inParis(lastSuccess)],
    ['Sans usage, bloqué après le', ({ blocksAfter }) => blocksAfter && formatShortDate(blocksAfter)],
  ],
};

@Injectable()
export class CodeList extends List<AccountRow, ListedAccount> {
  readonly declared = codes;

  constructor(
    database: Database,
    clock: Clock,
    private readonly conventions: ConventionsQuery,
    private readonly waits: SignInWaits,
  ) {
    super(database, clock);
  }

  /** A Caf’s own and its partners’, a gestionnaire’s agents’ and the correspondents to be confirmed. */
  protected async scope({ reader: { organism, role } }: Asking): Promise<Fragment> {
    const own = fragment`organism_id = ANY (${await this.conventions.overseenBy(organism.id)})`;
    return role === 'gestionnaire' ? fragment`${own} AND (role = 'agent' OR to_be_confirmed)` : own;
  }

  protected views(rows: readonly AccountRow[]): Promise<ListedAccount[]> {
    return this.waits.shownWith(rows.map(toView));
  }
}

export const CodeListController = listController(CodeList, codes);
