import type { Decider, EventTypes } from '#event-sourcing';
import { conflict, type Instant, policy, Refusal, type UserRole } from '#platform';
import { idleSince } from './idleness.ts';
import { isPasswordTooOld } from './password.ts';

export interface Organism {
  readonly id: string;
  readonly name: string;
}

/** Who a code is opened for. */
export interface Holder {
  /** What makes the holder one and the same: the code is given to nobody else (R12). */
  readonly holder: string;
  readonly personId: string | null;
  readonly role: UserRole;
  readonly organism: Organism;
  readonly name: string;
  readonly email: string;
}

/** `first-connection`: somebody else knows the password (R13). */
export type ChangeRequirement = 'first-connection' | 'required-by-caf';

export type BlockKind = 'idle' | 'security';

export type AccountEvent =
  | { type: 'AccountOpened'; data: Holder & { userCode: string } }
  /** Asks for the two mails of R15. The link's token follows from code and delivery number: see `activationToken`. */
  | { type: 'CredentialsDelivered'; data: { delivery: number; at: Instant; expiresAt: Instant } }
  | { type: 'AccountActivated'; data: { delivery: number; at: Instant } }
  /** Its hash is not here but in the credentials, under this id: no password, hashed or not, enters the log. */
  | { type: 'PasswordChanged'; data: { passwordId: string; at: Instant } }
  | { type: 'PasswordChangeRequired'; data: { requirement: ChangeRequirement; reason: string } }
  | { type: 'AccountBlocked'; data: { kind: BlockKind; reason: string; since: Instant; at: Instant } }
  | { type: 'AccountUnblocked'; data: { reason: string; reference: string; at: Instant } }
  | { type: 'AccountClosed'; data: { reason: string; at: Instant } };

export const accountEventTypes: EventTypes<AccountEvent> = {
  AccountOpened: { schema: 1, personal: ['name', 'email'] },
  CredentialsDelivered: { schema: 1 },
  AccountActivated: { schema: 1 },
  PasswordChanged: { schema: 1 },
  PasswordChangeRequired: { schema: 1 },
  AccountBlocked: { schema: 1 },
  AccountUnblocked: { schema: 1 },
  AccountClosed: { schema: 1 },
};

export type AccountCommand =
  | { type: 'OpenAccount'; userCode: string; holder: Holder }
  | { type: 'DeliverCredentials' }
  | { type: 'ActivateAccount'; delivery: number; passwordId: string; knownToOthers: boolean }
  | { type: 'ChangePassword'; passwordId: string }
  | { type: 'RequirePasswordChange'; reason: string }
  | { type: 'BlockIdleAccount'; lastSuccess: Instant | null }
  | { type: 'BlockAccount'; reason: string }
  | { type: 'UnblockAccount'; reason: string; reference: string }
  | { type: 'CloseAccount'; reason: string };

export interface Account {
  readonly state: 'unknown' | 'pending' | 'active' | 'blocked' | 'closed';
  readonly opened: (Holder & { readonly userCode: string }) | null;
  /** Of the latest credentials. */
  readonly delivery: number;
  readonly deliveredAt: Instant | null;
  readonly linkExpiresAt: Instant | null;
  readonly activated: boolean;
  /** Which of the stored hashes counts. */
  readonly passwordId: string | null;
  readonly passwordChangedAt: Instant | null;
  readonly changeRequired: ChangeRequirement | null;
  readonly unblockedAt: Instant | null;
  readonly block: { readonly kind: BlockKind; readonly at: Instant } | null;
}

const NO_ACCOUNT: Account = {
  state: 'unknown',
  opened: null,
  delivery: 0,
  deliveredAt: null,
  linkExpiresAt: null,
  activated: false,
  passwordId: null,
  passwordChangedAt: null,
  changeRequired: null,
  unblockedAt: null,
  block: null,
};

/** A user code: whose it is, whether it may be used, and which password counts (R12–R15, R21). */
export const account: Decider<AccountCommand, AccountEvent, Account> = {
  category: 'account',
  initialState: NO_ACCOUNT,
  decide,
  evolve,
};

/** Why only the password may be changed, or null (R13, R14). */
export function passwordChangeDue(
  { changeRequired, passwordChangedAt }: Account,
  now: Instant,
): ChangeRequirement | 'too-old' | null {
  if (changeRequired) return changeRequired;
  return passwordChangedAt !== null && isPasswordTooOld(passwordChangedAt, now) ? 'too-old' : null;
}

/** @throws Refusal activation-link-void: used, expired, replaced by a newer one, or of a code that is blocked or closed */
export function mustBeActivable(state: Account, delivery: number, now: Instant): void {
  const { linkExpiresAt } = state;
  const valid = state.state === 'pending' && delivery === state.delivery && linkExpiresAt !== null;
  if (!valid || now >= linkExpiresAt) throw voidLink();
}

export const voidLink = (): Refusal =>
  new Refusal(
    'not-found',
    'activation-link-void',
    'Ce lien n’est plus valable : il a déjà servi, ou a expiré. Demandez-en un nouveau à votre Caf.',
  );

/** Since when the code is idle, or null: from the account's own events and the last successful connection (R21). */
export function idleAccountSince(state: Account, lastSuccess: Instant | null, now: Instant): Instant | null {
  const { opened, deliveredAt, unblockedAt } = state;
  return opened && idleSince({ role: opened.role, deliveredAt, unblockedAt, lastSuccess }, now);
}

function decide(command: AccountCommand, state: Account, now: Instant): AccountEvent[] {
  switch (command.type) {
    case 'OpenAccount':
      return open(command.userCode, command.holder, state, now);
    case 'DeliverCredentials':
      mustBe(state, 'pending', 'account-not-pending', 'Ce code est déjà activé, bloqué ou fermé.');
      return [deliver(state, now)];
    case 'ActivateAccount':
      return activate(command, state, now);
    case 'ChangePassword':
      mustBe(state, 'active', 'account-not-active', 'Ce code n’est pas actif.');
      return [{ type: 'PasswordChanged', data: { passwordId: command.passwordId, at: now } }];
    case 'RequirePasswordChange':
      mustBe(
        state,
        'active',
        'account-not-active',
        'Ce code n’est pas actif : il n’a pas de mot de passe à changer.',
      );
      return [
        { type: 'PasswordChangeRequired', data: { requirement: 'required-by-caf', reason: command.reason } },
      ];
    case 'BlockIdleAccount':
      return blockIfIdle(command.lastSuccess, state, now);
    case 'BlockAccount':
      mustBeOpen(state);
      return [
        { type: 'AccountBlocked', data: { kind: 'security', reason: command.reason, since: now, at: now } },
      ];
    case 'UnblockAccount':
      return unblock(command, state, now);
    case 'CloseAccount':
      if (state.state === 'closed') return [];
      mustExist(state);
      return [{ type: 'AccountClosed', data: { reason: command.reason, at: now } }];
    default:
      return command satisfies never;
  }
}

function open(userCode: string, holder: Holder, state: Account, now: Instant): AccountEvent[] {
  if (state.opened?.holder === holder.holder) return [];
  if (state.opened) throw conflict('code-taken', 'Ce code a déjà été attribué à une autre personne.');
  return [{ type: 'AccountOpened', data: { ...holder, userCode } }, deliver(state, now)];
}

function deliver({ delivery }: Account, now: Instant): AccountEvent {
  const expiresAt = new Date(Date.parse(now) + policy.activationLinkHours * 3_600_000).toISOString();
  return { type: 'CredentialsDelivered', data: { delivery: delivery + 1, at: now, expiresAt } };
}

function activate(
  { delivery, passwordId, knownToOthers }: Extract<AccountCommand, { type: 'ActivateAccount' }>,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeActivable(state, delivery, now);
  const events: AccountEvent[] = [
    { type: 'AccountActivated', data: { delivery, at: now } },
    { type: 'PasswordChanged', data: { passwordId, at: now } },
  ];
  if (!knownToOthers) return events;
  const reason = 'Mot de passe connu d’un tiers';
  return [...events, { type: 'PasswordChangeRequired', data: { requirement: 'first-connection', reason } }];
}

/** The batch only proposes: what counts is the last success as the log has it now (R21). */
function blockIfIdle(lastSuccess: Instant | null, state: Account, now: Instant): AccountEvent[] {
  if (state.state !== 'pending' && state.state !== 'active') return [];
  const since = idleAccountSince(state, lastSuccess, now);
  if (since === null) return [];
  const reason = `Code non utilisé pendant ${policy.idleBlockDays} jours`;
  return [{ type: 'AccountBlocked', data: { kind: 'idle', reason, since, at: now } }];
}

function unblock(
  { reason, reference }: { reason: string; reference: string },
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBe(state, 'blocked', 'account-not-blocked', 'Ce code n’est pas bloqué.');
  const unblocked: AccountEvent = { type: 'AccountUnblocked', data: { reason, reference, at: now } };
  return state.activated ? [unblocked] : [unblocked, deliver(state, now)];
}

function mustExist({ state }: Account): void {
  if (state === 'unknown') throw new Refusal('not-found', 'account-unknown', 'Ce code n’existe pas.');
}

function mustBe(state: Account, wanted: Account['state'], code: string, sentence: string): void {
  mustExist(state);
  if (state.state !== wanted) throw conflict(code, sentence);
}

function mustBeOpen(state: Account): void {
  mustExist(state);
  if (state.state === 'blocked') throw conflict('account-blocked', 'Ce code est déjà bloqué.');
  if (state.state === 'closed') throw conflict('account-closed', 'Ce code est fermé.');
}

function evolve(state: Account, event: AccountEvent): Account {
  switch (event.type) {
    case 'AccountOpened':
      return { ...state, state: 'pending', opened: event.data };
    case 'CredentialsDelivered': {
      const { delivery, at, expiresAt } = event.data;
      return { ...state, delivery, deliveredAt: at, linkExpiresAt: expiresAt };
    }
    case 'AccountActivated':
      return { ...state, state: 'active', activated: true };
    case 'PasswordChanged': {
      const { passwordId, at } = event.data;
      return { ...state, passwordId, passwordChangedAt: at, changeRequired: null };
    }
    case 'PasswordChangeRequired':
      return { ...state, changeRequired: event.data.requirement };
    case 'AccountBlocked':
      return { ...state, state: 'blocked', block: { kind: event.data.kind, at: event.data.at } };
    case 'AccountUnblocked':
      return {
        ...state,
        state: state.activated ? 'active' : 'pending',
        unblockedAt: event.data.at,
        block: null,
      };
    case 'AccountClosed':
      return { ...state, state: 'closed' };
    default:
      return event satisfies never;
  }
}
