import { conflict, type Instant, policy } from '#platform';
import type { AccountEvent, Holder, HolderDetails, LastUse } from './account-events.ts';
import { isErased, mustBe, mustBeOpen, mustExist } from './account-guards.ts';
import { grant, refuse, request } from './account-requests.ts';
import type { Account } from './account-state.ts';
import { mustBeActivable, reportPasswordLoss } from './activation.ts';
import { confirm, unlessVouchedFor } from './confirmation.ts';
import { deliver } from './delivery.ts';
import {
  type GrantFactorReset,
  grantFactorReset,
  type RefuseFactorReset,
  type RequestFactorReset,
  refuseFactorReset,
  requestFactorReset,
} from './factor-reset.ts';
import {
  type EnrolFactor,
  enrolFactor,
  type IssueRecoveryCodes,
  issueRecoveryCodes,
  type RemoveFactor,
  removeFactor,
  spendRecoveryCode,
  type UseRecoveryCode,
} from './factors.ts';
import { correctHolder } from './holder-correction.ts';
import { type LinkIdentity, linkIdentity, type UnlinkIdentity, unlinkIdentity } from './identities.ts';
import { idleSince } from './idleness.ts';
import { type RevokePassword, revokePassword } from './password-revocation.ts';
import {
  endSuspension,
  lift,
  type RequirePasswordChange,
  requirePasswordChange,
  type SuspendAccount,
  suspend,
} from './security-sanctions.ts';
import {
  mustBeRequested,
  type RequestUnblocking,
  requestUnblocking,
  type UnblockAccount,
  unblock,
} from './unblocking.ts';

export type AccountCommand =
  /** `isVouchedFor`: no officer of a Caf has chosen the mailbox. */
  | { type: 'OpenAccount'; userCode: string; holder: Holder; isVouchedFor: boolean }
  | { type: 'ConfirmCorrespondent' }
  | { type: 'RequestAccount'; userCode: string; holder: Holder; by: string }
  | { type: 'GrantAccountRequest'; userCode: string; by: string }
  | { type: 'RefuseAccountRequest'; by: string; reason: string }
  | { type: 'DeliverCredentials' }
  | { type: 'ReportPasswordLoss' }
  | { type: 'ActivateAccount'; delivery: number; passwordId: string; knownToOthers: boolean }
  /** `former`: the password that was verified. */
  | { type: 'ChangePassword'; former: string | null; passwordId: string }
  | RequirePasswordChange
  | RevokePassword
  /** `positions`: where the log has the last use of each kind. */
  | { type: 'BlockIdleAccount'; lastSuccess: Instant | null; positions: UsePositions }
  | SuspendAccount
  | { type: 'LiftSuspension'; reason: string }
  | { type: 'EndSuspension' }
  | RequestUnblocking
  | { type: 'RefuseUnblocking'; reason: string }
  | UnblockAccount
  | { type: 'CloseAccount'; reason: string }
  | { type: 'EndWaits'; reason: string }
  /** `sessionIds`: those that are still open. */
  | { type: 'EndSessions'; sessionIds: readonly string[]; reason: string | null }
  | EnrolFactor
  | RemoveFactor
  | IssueRecoveryCodes
  | UseRecoveryCode
  | RequestFactorReset
  | GrantFactorReset
  | RefuseFactorReset
  | LinkIdentity
  | UnlinkIdentity
  | { type: 'CorrectHolder'; details: HolderDetails; reason: string; isVouchedFor: boolean };

type UsePositions = Readonly<Record<LastUse['kind'], LastUse['position']>>;

export function decide(command: AccountCommand, state: Account, now: Instant): AccountEvent[] {
  switch (command.type) {
    case 'OpenAccount':
      return open(command, state, now);
    case 'ConfirmCorrespondent':
      return confirm(state);
    case 'RequestAccount':
      return mayBeOpenedFor(command.holder, state) ? request(command, state) : [];
    case 'GrantAccountRequest':
      return grant(command.by, command.userCode, state, now);
    case 'RefuseAccountRequest':
      return refuse(command, state);
    case 'DeliverCredentials':
      mustBe(state, 'pending', 'account-not-pending', 'Ce code est déjà activé, bloqué ou fermé.');
      return [deliver(state, now)];
    case 'ReportPasswordLoss':
      return reportPasswordLoss(state, now);
    case 'ActivateAccount':
      return activate(command, state, now);
    case 'ChangePassword':
      mustBe(state, 'active', 'account-not-active', 'Ce code n’est pas actif.');
      if (state.passwordId !== command.former) {
        throw conflict('password-changed', 'Ce mot de passe vient d’être changé : il n’est plus le bon.');
      }
      return [{ type: 'PasswordChanged', data: { passwordId: command.passwordId, at: now } }];
    case 'RequirePasswordChange':
      return requirePasswordChange(command, state);
    case 'RevokePassword':
      return revokePassword(command, state, now);
    case 'BlockIdleAccount':
      return blockIfIdle(command, state, now);
    case 'SuspendAccount':
      return suspend(command, state, now);
    case 'LiftSuspension':
      return lift(command.reason, state, now);
    case 'EndSuspension':
      return endSuspension(state, now);
    case 'RequestUnblocking':
      return requestUnblocking(command, state, now);
    case 'RefuseUnblocking':
      mustBeRequested(state);
      return [{ type: 'UnblockingRefused', data: { reason: command.reason, at: now } }];
    case 'UnblockAccount':
      return unblock(command, state, now);
    case 'CloseAccount':
      if (state.state === 'closed') return [];
      mustExist(state);
      if (state.opened?.role === 'agent') {
        throw conflict(
          'account-of-agent',
          'Le code d’un agent ne se ferme pas : il n’ouvre plus rien quand ses habilitations prennent fin.',
        );
      }
      return [{ type: 'AccountClosed', data: { reason: command.reason, at: now } }];
    case 'EndWaits':
      mustBeOpen(state);
      return [{ type: 'SignInWaitsEnded', data: { reason: command.reason, at: now } }];
    case 'EndSessions':
      if (command.sessionIds.length === 0) throw conflict('session-ended', 'Cette session a déjà pris fin.');
      return command.sessionIds.map((sessionId) => ({
        type: 'SessionEnded',
        data: { sessionId, reason: command.reason, at: now },
      }));
    case 'EnrolFactor':
      return enrolFactor(command, state, now);
    case 'RemoveFactor':
      return removeFactor(command, state, now);
    case 'IssueRecoveryCodes':
      return issueRecoveryCodes(command, state, now);
    case 'UseRecoveryCode':
      return spendRecoveryCode(command, state, now);
    case 'RequestFactorReset':
      return requestFactorReset(command, state, now);
    case 'GrantFactorReset':
      return grantFactorReset(command, state, now);
    case 'RefuseFactorReset':
      return refuseFactorReset(command, state, now);
    case 'LinkIdentity':
      return linkIdentity(command, state, now);
    case 'UnlinkIdentity':
      return unlinkIdentity(command, state, now);
    case 'CorrectHolder':
      mustBeOpen(state);
      return correctHolder(command, state, now);
    default:
      return command satisfies never;
  }
}

function open(
  { userCode, holder, isVouchedFor }: Extract<AccountCommand, { type: 'OpenAccount' }>,
  state: Account,
  now: Instant,
): AccountEvent[] {
  if (!mayBeOpenedFor(holder, state)) return [];
  return [
    { type: 'AccountOpened', data: { ...holder, userCode } },
    ...unlessVouchedFor(holder, isVouchedFor),
    deliver(state, now),
  ];
}

/** Whether it is to be opened for this holder; not when it is theirs already. It is never given to another (R12). */
function mayBeOpenedFor(holder: Holder, state: Account): boolean {
  if (state.opened?.holder === holder.holder) {
    if (state.state === 'closed') {
      throw conflict(
        'account-closed',
        'Cette personne a déjà eu un code dans cette fonction ; il est fermé.',
      );
    }
    return false;
  }
  if (state.opened || (state.request && state.request.holder.holder !== holder.holder)) {
    throw conflict('code-taken', 'Ce code a déjà été attribué à une autre personne.');
  }
  return true;
}

function activate(
  { delivery, passwordId, knownToOthers }: Extract<AccountCommand, { type: 'ActivateAccount' }>,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeActivable(state, delivery, now);
  const changed: AccountEvent = { type: 'PasswordChanged', data: { passwordId, at: now } };
  // An active code stays so: its holder had lost the password.
  if (state.state === 'active') return [changed];
  const events: AccountEvent[] = [{ type: 'AccountActivated', data: { delivery, at: now } }, changed];
  if (!knownToOthers) return events;
  const reason = 'Mot de passe connu d’un tiers';
  const data = { requirement: 'first-connection', reason, ground: null } as const;
  return [...events, { type: 'PasswordChangeRequired', data }];
}

/** The batch only proposes: what counts is the last success as the log has it now (R21). */
function blockIfIdle(
  { lastSuccess, positions }: { lastSuccess: Instant | null; positions: UsePositions },
  state: Account,
  now: Instant,
): AccountEvent[] {
  if ((state.state !== 'pending' && state.state !== 'active') || isErased(state)) return [];
  const use = idleSince(state, lastSuccess, now);
  if (use === null) return [];
  const lastUse = { ...use, position: positions[use.kind] };
  const reason = `Code non utilisé pendant ${policy.idleBlockDays} jours`;
  const data = { kind: 'idle', reason, since: use.at, at: now, lastUse, until: null, ground: null } as const;
  return [{ type: 'AccountBlocked', data }];
}
