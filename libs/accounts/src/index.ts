import type { Context } from '#event-sourcing';
import { providerRequestHolders, providerRequestSeals, providerRequestTable } from '#platform';
import { AccountTasks } from './account-tasks.ts';
import { AccountsModule } from './accounts.module.ts';
import { accountActs, newBrowserActs } from './acts.ts';
import { credentialSeals, credentialTables } from './credentials.ts';
import { accountEventTypes } from './domain/account-events.ts';
import { newBrowserEventTypes } from './domain/new-browser.ts';
import { challengeTable, oneChallenge } from './factors/challenges.ts';
import { factorTables, oneProposedSeed, recoverySalts } from './factors/kept-factors.ts';
import { identityTable } from './factors/kept-identities.ts';
import { passkeySeals, passkeyTable } from './factors/kept-passkeys.ts';
import { BlockIdleCodesJob } from './jobs/block-idle-codes.job.ts';
import { PurgeSessionsJob } from './jobs/purge-sessions.job.ts';
import { CodeList } from './lists/codes.ts';
import { PersonList } from './lists/persons.ts';
import { CorrectAgentCode } from './reactors/correct-agent-code.ts';
import { EndSessions } from './reactors/end-sessions.ts';
import { KeepStaffMailboxes } from './reactors/keep-staff-mailboxes.ts';
import { OpenAccountReactor } from './reactors/open-account.ts';
import { accountsProjection } from './read-models/accounts/projection.ts';
import { halfSignInIdentities, halfSignInSeals, halfSignInTable } from './sign-in/half-sign-ins.ts';
import {
  sessionFactors,
  sessionOrigins,
  sessionPasswords,
  sessionSeals,
  sessionTables,
} from './sign-in/session-row.ts';

export const accounts: Context = {
  name: 'accounts',
  module: AccountsModule,
  eventTypes: { ...accountEventTypes, ...newBrowserEventTypes },
  acts: { ...accountActs, ...newBrowserActs },
  migrations: [
    credentialTables + sessionTables,
    sessionPasswords,
    sessionOrigins,
    factorTables + passkeyTable + challengeTable + halfSignInTable + sessionFactors,
    sessionSeals,
    recoverySalts,
    identityTable + providerRequestTable + halfSignInIdentities,
    halfSignInSeals + providerRequestSeals,
    credentialSeals,
    passkeySeals,
    oneProposedSeed + oneChallenge + providerRequestHolders,
  ],
  projections: [accountsProjection],
  reactors: [OpenAccountReactor, CorrectAgentCode, EndSessions, KeepStaffMailboxes],
  jobs: [BlockIdleCodesJob, PurgeSessionsJob],
  taskSources: [AccountTasks],
  searched: [PersonList, CodeList],
};

export { AccountsModule } from './accounts.module.ts';
export { activationToken } from './activation-token.ts';
export { AccountScope } from './commands/account-scope.ts';
export { ActivateAccount } from './commands/activate-account.ts';
export { CloseAccount } from './commands/close-account.ts';
export { ConfirmCorrespondent } from './commands/confirm-correspondent.ts';
export { DeliverCredentials } from './commands/deliver-credentials.ts';
export { EndSuspension } from './commands/end-suspension.ts';
export { LiftSuspension } from './commands/lift-suspension.ts';
export { OpenStaffAccount, type StaffMember } from './commands/open-staff-account.ts';
export { RequestUnblocking } from './commands/request-unblocking.ts';
export { RequirePasswordChange } from './commands/require-password-change.ts';
export { RevokePassword } from './commands/revoke-password.ts';
export { SuspendAccount } from './commands/suspend-account.ts';
export { UnblockAccount } from './commands/unblock-account.ts';
export { account } from './domain/account.ts';
export { type AccountEvent, STAFF_ROLES } from './domain/account-events.ts';
export { lastDayToDeny, NEW_BROWSERS, type NewBrowser, type NewBrowserEvent } from './domain/new-browser.ts';
export { goesOnLonger } from './domain/security-sanctions.ts';
export { type HolderId, Holders } from './holders.ts';
export { HolderPipe } from './http/holder.pipe.ts';
export { KnownBrowsers } from './http/known-browsers.ts';
export { UserCodePipe } from './http/user-code.pipe.ts';
export { BlockList } from './lists/blocks.ts';
export { CodeList } from './lists/codes.ts';
export { codesFound, personsFound } from './lists/found.ts';
export { HabilitationList } from './lists/habilitations.ts';
export { PersonList } from './lists/persons.ts';
export { RequestList } from './lists/requests.ts';
export { type NameAt, NamesThen } from './names-then.ts';
export { answeredFor } from './read-models/accounts/answered-for.ts';
export { type AccountContact, AccountsQuery, type IdleReminder } from './read-models/accounts/query.ts';
export { KEYED_HASH, keyedHash } from './sign-in/keyed-hash.ts';
export {
  SIGN_IN_OBSTACLES,
  type SignInObstacle,
  signInObstacle,
} from './sign-in/obstacle.ts';
export { type Prospect, SignInProspects } from './sign-in/prospects.ts';
export { SignIn } from './sign-in/sign-in.ts';
export { SignInData } from './sign-in/sign-in-data.ts';
export { SignInDenials } from './sign-in/sign-in-denials.ts';
export { signInDenialToken } from './sign-in-denial-token.ts';
