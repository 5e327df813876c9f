import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
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
  policy,
  Text,
  USER_ROLES,
  type UserRole,
  verbatim,
} from '#platform';
import { resetsWaitSince } from '../domain/factor-reset.ts';
import { answeredFor } from '../read-models/accounts/answered-for.ts';
import { type AccountRow, COLUMNS, FROM, toView } from '../read-models/accounts/query.ts';
import {
  BLOCKED_AS_IDLE,
  blocksWithin,
  COUNTED_FROM,
  holdersMayUse,
  IN_USE,
  LAST_SUCCESS,
  UNBLOCKING_WAITS,
} from '../read-models/accounts/uses.ts';
import { type AccountState, accountStates, ListedAccount } from '../read-models/accounts/view.ts';
import { codesFound } from './found.ts';
import { ListedAccounts } from './listed-accounts.ts';
import { ROLE_NAMES, STATE_NAMES } from './words.ts';

const HOLDERS = ['habilitated', 'not-habilitated'] as const;

const code = by.text('user_code');

/** The codes that the reader answers for. */
const codes: ListDeclaration<ListedAccount> = {
  path: 'lists/accounts',
  tag: 'accounts',
  summary: 'The codes that the reader answers for, by page',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire'],
  reads: Reads('accounts', 'conventions', 'habilitations'),
  recordsExport: 'accounts-export',
  file: 'codes',
  view: ListedAccount,
  from: FROM,
  columns: COLUMNS,
  searched: (matches) => fragment`user_code IN (${codesFound(matches)})`,
  filters: {
    state: filter(
      OneOf(accountStates, { optional: true }),
      (state: AccountState) => fragment`state = ${state}`,
    ),
    role: filter(OneOf(USER_ROLES, { optional: true }), (role: UserRole) => fragment`role = ${role}`),
    block: filter(
      OneOf(['idle'], { optional: true, description: 'Blocked for want of use, not suspended (R21)' }),
      () => fragment`${verbatim(BLOCKED_AS_IDLE)}`,
    ),
    unblocking: filter(
      OneOf(['requested'], { optional: true, description: 'Asked for, and not decided (R21)' }),
      () => fragment`${verbatim(UNBLOCKING_WAITS)}`,
    ),
    holder: filter(
      OneOf(HOLDERS, {
        optional: true,
        description:
          '`habilitated`: of agents who hold something now, and of all who need no habilitation; `not-habilitated`: of the other agents, who have left or are away',
      }),
      (holder: (typeof HOLDERS)[number], { now }) =>
        holder === 'habilitated' ? holdersMayUse(now) : fragment`NOT ${holdersMayUse(now)}`,
    ),
    factorReset: filter(
      OneOf(['requested'], { optional: true, description: 'To have the second factors forgotten' }),
      (_, { now }) => fragment`(factor_reset ->> 'at')::timestamptz > ${resetsWaitSince(now)}`,
    ),
    organismId: filter(
      Text('organismId', { optional: true, description: 'Of a gestionnaire its SIRET' }),
      (id: string) => fragment`organism_id = ${id}`,
    ),
    blocksWithin: filter(
      OneOf(policy.idleHorizonDays.map(String), {
        optional: true,
        description: 'Days within which disuse blocks the code; 0 is tonight (R21)',
      }),
      (days: string, { now }) => fragment`${verbatim(IN_USE)} AND ${blocksWithin(Number(days), now)}`,
    ),
  },
  sorts: {
    name: [by.text(frenchOrder('name')), code],
    code: [code],
    lastSuccess: [by.instant(LAST_SUCCESS), code],
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
  found: {
    kind: 'code',
    page: '/codes',
    as: ({ userCode, personId, name, role, organism }) => ({
      title: `${userCode}, ${name}`,
      detail: `${ROLE_NAMES[role]}, ${organism.name}`,
      href: `/personnes/${personId ?? userCode}`,
    }),
  },
};

@Injectable()
export class CodeList extends List<AccountRow, ListedAccount> {
  readonly declared = codes;

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly listed: ListedAccounts,
  ) {
    super();
  }

  protected async scope({ reader }: Asking): Promise<Fragment> {
    return answeredFor(reader, await this.conventions.overseenBy(reader.organism.id));
  }

  protected views(rows: readonly AccountRow[], { reader }: Asking): Promise<ListedAccount[]> {
    return this.listed.of(rows.map(toView), reader);
  }
}

export const CodeListController = listController(CodeList, codes);
