import type { ConnectionsEvent } from '#connections';
import { idOf, type Position, type Projection, type RecordedEvent } from '#event-sourcing';
import { frenchOrder, type Instant, type Sql } from '#platform';
import {
  type AccountEvent,
  accountEventTypes,
  type Holder,
  type LastUse,
} from '../../domain/account-events.ts';
import { applyBlocks, blocksIndexes, blocksTable } from './blocks.ts';
import { mailboxIn } from './mailbox.ts';
import { keepSearched, searchedIndexes, searchedTable } from './searched.ts';
import { COUNTED_FROM, LAST_SUCCESS } from './uses.ts';
import type { AccountState, FactorReset, UnblockingRequest } from './view.ts';

type Event = AccountEvent | ConnectionsEvent;

/** A code as the read model keeps it, but for its last success, which comes from other streams. */
interface Row {
  user_code: string;
  person_id: string | null;
  role: string;
  organism_id: string;
  organism_name: string;
  name: string;
  email: string;
  state: AccountState;
  requested_by: string | null;
  activated: boolean;
  blocked_reason: string | null;
  blocked_at: Instant | null;
  blocked_since: Instant | null;
  last_use_kind: LastUse['kind'] | null;
  last_use_position: Position | null;
  delivered_at: Instant | null;
  unblocked_at: Instant | null;
  to_be_confirmed: boolean;
  unblocking_request: UnblockingRequest | null;
  factor_ids: readonly string[];
  factor_reset: FactorReset | null;
}

const COLUMNS: readonly (keyof Row)[] = [
  'user_code',
  'person_id',
  'role',
  'organism_id',
  'organism_name',
  'name',
  'email',
  'state',
  'requested_by',
  'activated',
  'blocked_reason',
  'blocked_at',
  'delivered_at',
  'unblocked_at',
  'blocked_since',
  'last_use_kind',
  'last_use_position',
  'to_be_confirmed',
  'unblocking_request',
  'factor_ids',
  'factor_reset',
];
const UPSERT = `
  INSERT INTO accounts (${COLUMNS}) SELECT ${COLUMNS} FROM json_populate_recordset(NULL::accounts, $1)
  ON CONFLICT (user_code) DO UPDATE SET ${COLUMNS.map((column) => `${column} = excluded.${column}`)}`;

/**
 * Every code, its state and its last use. `last_use` is what the 45 days are counted from (R21, see `lastUse`): the index
 * on it holds the codes that can still become idle, the longest unused first. `delivered_at` is the first delivery.
 */
export const accountsProjection: Projection<Event> = {
  name: 'accounts',
  version: 9,
  categories: ['account', 'connections'],
  tables: `
    CREATE TABLE accounts (
      user_code text COLLATE "C" PRIMARY KEY,
      person_id uuid,
      role text NOT NULL,
      organism_id text NOT NULL,
      organism_name text NOT NULL,
      name text NOT NULL,
      email text NOT NULL,
      state text NOT NULL,
      requested_by text COLLATE "C",
      activated boolean NOT NULL,
      blocked_reason text,
      blocked_at timestamptz,
      blocked_since timestamptz,
      last_use_kind text,
      last_use_position text,
      delivered_at timestamptz,
      unblocked_at timestamptz,
      to_be_confirmed boolean NOT NULL DEFAULT false,
      unblocking_request jsonb,
      factor_ids jsonb NOT NULL DEFAULT '[]',
      factor_reset jsonb,
      last_success timestamptz,
      last_use timestamptz GENERATED ALWAYS AS (
        CASE WHEN role IN ('agent', 'gestionnaire')
        THEN greatest(coalesce(last_success, delivered_at), unblocked_at) END) STORED
    );
    ${searchedTable}
    ${blocksTable}
    CREATE INDEX accounts_in_use ON accounts (last_use) WHERE state IN ('pending', 'active');
    CREATE INDEX accounts_by_organism ON accounts (organism_id);
    CREATE INDEX accounts_by_mailbox ON accounts (${mailboxIn('email')});
    CREATE INDEX accounts_by_person ON accounts (person_id) WHERE person_id IS NOT NULL;
  `,
  indexes: `
    ${searchedIndexes}
    ${blocksIndexes}
    CREATE INDEX accounts_by_name ON accounts (${frenchOrder('name')}, user_code);
    CREATE INDEX accounts_by_end ON accounts ((${COUNTED_FROM}), user_code);
    CREATE INDEX accounts_by_success ON accounts ((${LAST_SUCCESS}), user_code);
  `,
  async project(events, sql) {
    await applyAccountEvents(events.filter(isAccountEvent), sql);
    await applyBlocks(events.filter(isAccountEvent), sql);
    await applySuccesses(events, sql);
  },
};

const isAccountEvent = (event: RecordedEvent<Event>): event is RecordedEvent<AccountEvent> =>
  event.type in accountEventTypes;

const codeOf = ({ stream }: RecordedEvent): string => idOf(stream);

/** Reads the rows of all codes concerned, applies the events to them, writes them back: three statements for a batch. */
async function applyAccountEvents(events: readonly RecordedEvent<AccountEvent>[], sql: Sql): Promise<void> {
  if (events.length === 0) return;
  const codes = [...new Set(events.map(codeOf))];
  const { rows } = await sql.query<Row>(`SELECT ${COLUMNS} FROM accounts WHERE user_code = ANY ($1)`, [
    codes,
  ]);
  const accounts = new Map(rows.map((row) => [row.user_code, row]));
  for (const event of events) {
    const row = rowOf(event, accounts.get(codeOf(event)));
    if (row) accounts.set(row.user_code, { ...row, ...changeOf(event, row) });
  }
  await sql.query(UPSERT, [JSON.stringify([...accounts.values()])]);
  await keepSearched(codes, sql);
}

/** The row of a code before this event changes it: with its first event there is one. */
function rowOf({ type, data }: AccountEvent, known: Row | undefined): Row | undefined {
  if (type === 'AccountRequested') return { ...opened(data), state: 'requested', requested_by: data.by };
  if (type === 'AccountOpened') return { ...opened(data), requested_by: known?.requested_by ?? null };
  return known;
}

function opened(data: Holder & { userCode: string }): Row {
  return {
    user_code: data.userCode,
    person_id: data.personId,
    role: data.role,
    organism_id: data.organism.id,
    organism_name: data.organism.name,
    name: data.name,
    email: data.email,
    state: 'pending',
    requested_by: null,
    activated: false,
    blocked_reason: null,
    blocked_at: null,
    blocked_since: null,
    last_use_kind: null,
    last_use_position: null,
    delivered_at: null,
    unblocked_at: null,
    to_be_confirmed: false,
    unblocking_request: null,
    factor_ids: [],
    factor_reset: null,
  };
}

function changeOf(event: AccountEvent, row: Row): Partial<Row> {
  switch (event.type) {
    case 'AccountRequestRefused':
      return { state: 'refused', blocked_reason: event.data.reason };
    case 'CorrespondentToConfirm':
      return { to_be_confirmed: true };
    case 'CorrespondentConfirmed':
      return { to_be_confirmed: false };
    case 'CredentialsDelivered':
      return { delivered_at: row.delivered_at ?? event.data.at };
    case 'AccountActivated':
      return { state: 'active', activated: true };
    case 'PasswordRevoked':
      return { state: row.state === 'blocked' ? 'blocked' : 'pending', activated: false };
    case 'AccountBlocked': {
      const { kind, reason, since, at, lastUse } = event.data;
      return {
        state: 'blocked',
        blocked_reason: reason,
        blocked_at: at,
        blocked_since: kind === 'idle' ? since : null,
        last_use_kind: lastUse?.kind ?? null,
        last_use_position: lastUse?.position ?? null,
      };
    }
    case 'UnblockingRequested':
      return { unblocking_request: { ...event.data, refusal: null } };
    case 'UnblockingRefused':
      return {
        unblocking_request: row.unblocking_request && {
          ...row.unblocking_request,
          refusal: event.data.reason,
        },
      };
    case 'AccountUnblocked':
      return {
        state: row.activated ? 'active' : 'pending',
        blocked_reason: null,
        blocked_at: null,
        unblocked_at: event.data.at,
        unblocking_request: null,
        blocked_since: null,
        last_use_kind: null,
        last_use_position: null,
      };
    case 'FactorEnrolled':
      return { factor_ids: [...row.factor_ids, event.data.factorId] };
    case 'FactorRemoved':
      return withFactors(
        row,
        row.factor_ids.filter((id) => id !== event.data.factorId),
      );
    case 'FactorResetRequested':
      return { factor_reset: event.data };
    case 'FactorResetRefused':
      return { factor_reset: null };
    case 'FactorsReset':
      return withFactors(row, []);
    case 'HolderCorrected':
      return { ...event.data.after };
    case 'AccountClosed':
      return { state: 'closed', blocked_reason: event.data.reason, unblocking_request: null };
    default:
      return {};
  }
}

const withFactors = (row: Row, ids: readonly string[]): Partial<Row> => ({
  factor_ids: ids,
  factor_reset: ids.length > 0 ? row.factor_reset : null,
});

async function applySuccesses(events: readonly RecordedEvent<Event>[], sql: Sql): Promise<void> {
  const successes = new Map<string, Instant>();
  for (const { type, data, metadata } of events) {
    if (type !== 'LoginAttempted' || data.outcome !== 'success' || data.userCode === null) continue;
    const known = successes.get(data.userCode);
    if (known === undefined || known < metadata.occurredAt) successes.set(data.userCode, metadata.occurredAt);
  }
  if (successes.size === 0) return;
  await sql.query(
    `UPDATE accounts SET last_success = greatest(last_success, s.at)
     FROM unnest($1::text[], $2::timestamptz[]) AS s(code, at) WHERE user_code = s.code`,
    [[...successes.keys()], [...successes.values()]],
  );
}
