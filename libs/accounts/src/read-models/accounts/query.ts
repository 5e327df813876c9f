import { Injectable } from '@nestjs/common';
import type { CodeDirectory } from '#connections';
import { ConventionsQuery } from '#conventions';
import type { Position } from '#event-sourcing';
import {
  addDays,
  type CalendarDate,
  Database,
  daysBetween,
  endOfDay,
  forSearch,
  fragment,
  frenchOrder,
  Grouping,
  type Instant,
  isOfCaf,
  mailboxOf,
  type Principal,
  parisDateOf,
  policy,
  type Share,
  startOfDay,
  type UserRole,
  verbatim,
  WHOLE,
} from '#platform';
import type { LastUse, Organism } from '../../domain/account-events.ts';
import { lastDayOfUse } from '../../domain/idleness.ts';
import { answeredFor } from './answered-for.ts';
import { mailboxIn } from './mailbox.ts';
import { IN_USE } from './uses.ts';
import type { AccountState, AccountView, FactorReset, UnblockingRequest } from './view.ts';

/** A code with its holder's mailbox, for those who write to people. */
export interface AccountContact extends AccountView {
  readonly email: string;
}

export interface IdleReminder extends AccountContact {
  readonly blocksAfter: CalendarDate;
  readonly daysLeft: number;
  /** The reminder that is due: the next one comes with a smaller number. */
  readonly daysBefore: number;
}

/** What an `AccountView` is made of. */
export interface AccountRow {
  readonly userCode: string;
  readonly personId: string | null;
  readonly name: string;
  readonly email: string;
  readonly role: UserRole;
  readonly organism: Organism;
  readonly state: AccountState;
  readonly requestedBy: string | null;
  readonly toBeConfirmed: boolean;
  readonly blockedReason: string | null;
  readonly blockedAt: Date | null;
  readonly blockedSince: Date | null;
  readonly lastUseKind: LastUse['kind'] | null;
  readonly lastUsePosition: Position | null;
  readonly unblockingRequest: UnblockingRequest | null;
  readonly secondFactors: number;
  readonly factorReset: FactorReset | null;
  readonly lastSuccess: Date | null;
  readonly lastUse: Date | null;
}

export const COLUMNS = `
  user_code AS "userCode", person_id AS "personId", name, email, role, state,
    jsonb_build_object('id', organism_id, 'name', organism_name) AS organism,
    requested_by AS "requestedBy", to_be_confirmed AS "toBeConfirmed", blocked_reason AS "blockedReason", blocked_at AS "blockedAt",
    blocked_since AS "blockedSince", last_use_kind AS "lastUseKind", last_use_position AS "lastUsePosition",
    unblocking_request AS "unblockingRequest", jsonb_array_length(factor_ids) AS "secondFactors", factor_reset AS "factorReset", last_success AS "lastSuccess", last_use AS "lastUse"`;

export const FROM = 'accounts.accounts';

/** $1: `firstDayOfUse`. */
const IS_IDLE = `${IN_USE} AND last_use < $1`;

@Injectable()
export class AccountsQuery implements CodeDirectory {
  readonly #byCode = new Grouping<string, AccountRow | null>(
    async (codes) => {
      const rows = await this.select('WHERE user_code = ANY ($1)', [codes], 'accounts-by-code');
      const found = new Map(rows.map((row) => [row.userCode, row]));
      return codes.map((code) => found.get(code) ?? null);
    },
    () => true,
  );

  constructor(
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
  ) {}

  /** The codes that the reader answers for. */
  async visibleTo(principal: Pick<Principal, 'role' | 'organism'>): Promise<AccountView[]> {
    const scope = answeredFor(principal, await this.conventions.overseenBy(principal.organism.id));
    const { text, values } = fragment`WHERE ${scope} ORDER BY ${verbatim(frenchOrder('name'))}, user_code`;
    return (await this.select(text, values)).map(toView);
  }

  /** A code with its contact, whoever asks; null when there is none. */
  async byCode(userCode: string): Promise<AccountContact | null> {
    const row = await this.#byCode.ask(userCode);
    return row ? toContact(row) : null;
  }

  /** The code of a person, whoever asks. */
  async byPerson(personId: string): Promise<AccountContact | null> {
    const [row] = await this.select('WHERE person_id = $1', [personId], 'accounts-by-person');
    return row ? toContact(row) : null;
  }

  /** The codes of these persons, whoever asks; those who have none are not in it. */
  async ofPersons(personIds: readonly string[]): Promise<ReadonlyMap<string, AccountView>> {
    const rows = await this.select('WHERE person_id = ANY ($1)', [personIds]);
    return new Map(rows.map((row) => [row.personId!, toView(row)]));
  }

  /** Who may still sign in for an organism in a role, whoever asks: to write to them. */
  async contacts(organismId: string, role: UserRole): Promise<AccountContact[]> {
    const [contacts] = await this.contactsOfEach([{ organismId, role }]);
    return contacts!;
  }

  /** The same of several at once, in their order. */
  async contactsOfEach(
    asked: readonly { readonly organismId: string; readonly role: UserRole }[],
  ): Promise<AccountContact[][]> {
    const rows = await this.select(
      // By the organism first: of the pairs alone, no index is known to help.
      `WHERE organism_id = ANY ($1) AND (organism_id, role) IN (SELECT * FROM unnest($1::text[], $2::text[])) AND ${IN_USE}
       ORDER BY user_code`,
      [asked.map(({ organismId }) => organismId), asked.map(({ role }) => role)],
      'accounts-contacts',
    );
    const contacts = rows.map(toContact);
    return asked.map(({ organismId, role }) =>
      contacts.filter((contact) => contact.organism.id === organismId && contact.role === role),
    );
  }

  /** The codes of the agents of these gestionnaires, whoever asks. */
  async ofAgents(gestionnaireIds: readonly string[]): Promise<AccountView[]> {
    const rows = await this.select(
      `WHERE organism_id = ANY ($1) AND role = 'agent' ORDER BY user_code`,
      [gestionnaireIds],
      'accounts-of-agents',
    );
    return rows.map(toView);
  }

  /** Whoever acts for a gestionnaire, codes that are closed apart, whoever asks. */
  async correspondentsOf(gestionnaireId: string): Promise<AccountContact[]> {
    const rows = await this.select(
      `WHERE organism_id = $1 AND role = 'gestionnaire' AND state <> 'closed'
       ORDER BY ${frenchOrder('name')}, user_code`,
      [gestionnaireId],
    );
    return rows.map(toContact);
  }

  /** Whether there is, or has ever been, a correspondent who may sign for a gestionnaire (R2), whoever asks. */
  async hasHadSignatories(gestionnaireId: string): Promise<boolean> {
    const rows = await this.select(
      `WHERE organism_id = $1 AND role = 'gestionnaire' AND NOT to_be_confirmed LIMIT 1`,
      [gestionnaireId],
    );
    return rows.length > 0;
  }

  /** The functions of whoever has this mailbox, codes that are closed or refused apart. */
  async rolesAt(email: string): Promise<UserRole[]> {
    const rows = await this.select(
      `WHERE ${mailboxIn('email')} = $1 AND state NOT IN ('closed', 'refused')`,
      [mailboxOf(email)],
    );
    return rows.map(({ role }) => role);
  }

  async namesOf(
    userCodes: readonly string[],
    reader?: Pick<Principal, 'role'>,
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await this.select('WHERE user_code = ANY ($1)', [[...new Set(userCodes)]]);
    const isTold = (role: UserRole) => !reader || isOfCaf(reader.role) || !isOfCaf(role);
    return new Map(rows.map(({ userCode, name, role }) => [userCode, isTold(role) ? name : 'Caf']));
  }

  async codesNamed(names: readonly string[], most: number): Promise<string[]> {
    const { rows } = await this.database.query<{ userCode: string }>(
      `SELECT user_code AS "userCode" FROM accounts.accounts
       WHERE EXISTS (SELECT FROM unnest($1::text[]) AS asked WHERE NOT EXISTS (
         SELECT FROM regexp_split_to_table(${forSearch('asked')}, '\\s+') AS word
         WHERE strpos(${forSearch('name')}, word) = 0))
       ORDER BY user_code LIMIT $2`,
      [names, most],
    );
    return rows.map(({ userCode }) => userCode);
  }

  /** How many codes' 45 days are over at `now` (R21). Costs what there is, not all codes. */
  async idleCount(now: Instant): Promise<number> {
    const { rows } = await this.database.query<{ idle: number }>({
      name: 'accounts-idle-count',
      text: `SELECT count(*)::int AS idle FROM accounts.accounts WHERE ${IS_IDLE}`,
      values: [firstDayOfUse(now)],
    });
    return rows[0]!.idle;
  }

  /** Of these codes the share's, the longest idle first. A code is always in the same share of as many. */
  async idleCodes(now: Instant, { index, of }: Share = WHOLE): Promise<string[]> {
    const { rows } = await this.database.query<{ userCode: string }>({
      name: 'accounts-idle',
      text: `SELECT user_code AS "userCode" FROM accounts.accounts
             WHERE ${IS_IDLE} AND (hashtext(user_code) & 2147483647) % $3 = $2 ORDER BY last_use`,
      values: [firstDayOfUse(now), index, of],
    });
    return rows.map(({ userCode }) => userCode);
  }

  /** Codes whose last day is 15 days away or nearer, and by which of the 15, 7 and 2 days a reminder is due (R21). */
  async idleReminders(today: CalendarDate): Promise<IdleReminder[]> {
    const horizon = Math.max(...policy.idleReminderDays);
    const rows = await this.select(
      `WHERE ${IN_USE} AND last_use >= $1 AND last_use < $2 ORDER BY last_use, user_code`,
      [
        startOfDay(addDays(today, -policy.idleBlockDays)),
        endOfDay(addDays(today, horizon - policy.idleBlockDays)),
      ],
    );
    return rows.map(toContact).map((contact) => {
      // A code in use has such a day.
      const blocksAfter = contact.blocksAfter!;
      const daysLeft = daysBetween(today, blocksAfter);
      const daysBefore = Math.min(...policy.idleReminderDays.filter((days) => daysLeft <= days));
      return { ...contact, blocksAfter, daysLeft, daysBefore };
    });
  }

  /** `name`: of what is asked often. */
  private async select(rest: string, values: unknown[], name?: string): Promise<AccountRow[]> {
    const text = `SELECT ${COLUMNS} FROM ${FROM} ${rest}`;
    return (await this.database.query<AccountRow>({ name, text, values })).rows;
  }
}

/** Who was last seen before this instant has been idle for 45 days (R21). */
const firstDayOfUse = (now: Instant): Instant => startOfDay(addDays(parisDateOf(now), -policy.idleBlockDays));

export function toView(row: AccountRow): AccountView {
  const {
    userCode,
    personId,
    name,
    role,
    organism,
    state,
    requestedBy,
    toBeConfirmed,
    blockedReason,
    unblockingRequest,
    secondFactors,
    factorReset,
    lastSuccess,
    lastUse,
  } = row;
  const usable = state === 'active' || state === 'pending';
  return {
    userCode,
    personId,
    name,
    role,
    organism,
    state,
    requestedBy,
    toBeConfirmed,
    blockedReason,
    block: blockOf(row),
    unblockingRequest,
    secondFactors,
    factorReset,
    lastSuccess: lastSuccess?.toISOString() ?? null,
    blocksAfter: usable && lastUse ? lastDayOfUse(lastUse.toISOString()) : null,
  };
}

function blockOf({ state, blockedAt, blockedSince, lastUseKind, lastUsePosition }: AccountRow) {
  if (state !== 'blocked' || blockedAt === null) return null;
  return {
    at: blockedAt.toISOString(),
    since: blockedSince?.toISOString() ?? null,
    use: lastUseKind,
    position: lastUsePosition,
  };
}

const toContact = (row: AccountRow): AccountContact => ({
  ...toView(row),
  email: row.email,
});
