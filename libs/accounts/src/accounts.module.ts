import { Global, Module } from '@nestjs/common';
import { CodeDirectory, ConnectionsModule } from '#connections';
import { ConventionsModule, Correspondents } from '#conventions';
import { HabilitationsModule } from '#habilitations';
import { Authenticator, IdentityProviderModule, LinkAttempts } from '#platform';
import { AccountTasks } from './account-tasks.ts';
import { AccountOpening } from './commands/account-opening.ts';
import { AccountScope } from './commands/account-scope.ts';
import { ActivateAccountHandler } from './commands/activate-account.ts';
import { BlockIdleAccountHandler } from './commands/block-idle-account.ts';
import { ChangePasswordHandler } from './commands/change-password.ts';
import { CloseAccountHandler } from './commands/close-account.ts';
import { ConfirmCorrespondentHandler } from './commands/confirm-correspondent.ts';
import { CorrectHolderHandler } from './commands/correct-holder.ts';
import {
  GrantAccountRequestHandler,
  RefuseAccountRequestHandler,
} from './commands/decide-account-request.ts';
import { DeliverCredentialsHandler } from './commands/deliver-credentials.ts';
import { EndOpenSessionsHandler } from './commands/end-open-sessions.ts';
import { EndSuspensionHandler } from './commands/end-suspension.ts';
import { EndWaitsHandler } from './commands/end-waits.ts';
import { EnrolOneTimeCodesHandler } from './commands/enrol-one-time-codes.ts';
import { EnrolPasskeyHandler } from './commands/enrol-passkey.ts';
import { IssueRecoveryCodesHandler } from './commands/issue-recovery-codes.ts';
import { LiftSuspensionHandler } from './commands/lift-suspension.ts';
import { LinkIdentityHandler } from './commands/link-identity.ts';
import { NoteMissedFactorsHandler } from './commands/note-missed-factors.ts';
import { NoteNewBrowserHandler } from './commands/note-new-browser.ts';
import { OpenAgentAccountHandler } from './commands/open-agent-account.ts';
import { OpenStaffAccountHandler } from './commands/open-staff-account.ts';
import { PasswordSetting } from './commands/password-setting.ts';
import { RefuseUnblockingHandler } from './commands/refuse-unblocking.ts';
import { RemoveFactorHandler } from './commands/remove-factor.ts';
import { RequestUnblockingHandler } from './commands/request-unblocking.ts';
import { RequirePasswordChangeHandler } from './commands/require-password-change.ts';
import {
  GrantFactorResetHandler,
  RefuseFactorResetHandler,
  RequestFactorResetHandler,
} from './commands/reset-factors.ts';
import { RevokePasswordHandler } from './commands/revoke-password.ts';
import { SeparationOfDuties } from './commands/separation-of-duties.ts';
import { SuspendAccountHandler } from './commands/suspend-account.ts';
import { UnblockAccountHandler } from './commands/unblock-account.ts';
import { UnlinkIdentityHandler } from './commands/unlink-identity.ts';
import { Credentials } from './credentials.ts';
import { Challenges } from './factors/challenges.ts';
import { FactorProofs } from './factors/factor-proofs.ts';
import { KeptFactors } from './factors/kept-factors.ts';
import { KeptIdentities } from './factors/kept-identities.ts';
import { KeptPasskeys } from './factors/kept-passkeys.ts';
import { Holders } from './holders.ts';
import { AccountUnblockingsController } from './http/account-unblockings.controller.ts';
import { AccountsController } from './http/accounts.controller.ts';
import { BrowserSessions } from './http/browser-sessions.ts';
import { ChallengeCookie } from './http/challenge-cookie.ts';
import { FactorProofsIn } from './http/factor-proofs-in.ts';
import { FactorResetsController } from './http/factor-resets.controller.ts';
import { HalfSignInCookie } from './http/half-sign-in-cookie.ts';
import { HoldersController } from './http/holders.controller.ts';
import { IdTokenCookie } from './http/id-token-cookie.ts';
import { KnownBrowsers } from './http/known-browsers.ts';
import { OwnAccessController } from './http/own-access.controller.ts';
import { OwnFactorsController } from './http/own-factors.controller.ts';
import { PasswordController } from './http/password.controller.ts';
import { ProviderController } from './http/provider.controller.ts';
import { SessionController } from './http/session.controller.ts';
import { SessionCookie } from './http/session-cookie.ts';
import { CorrespondentsImport, CorrespondentsImportController } from './imports/correspondents.ts';
import { BlockIdleCodesJob } from './jobs/block-idle-codes.job.ts';
import { PurgeSessionsJob } from './jobs/purge-sessions.job.ts';
import { KnownCorrespondents } from './known-correspondents.ts';
import { BlockList, BlockListController } from './lists/blocks.ts';
import { CodeList, CodeListController } from './lists/codes.ts';
import { HabilitationList, HabilitationListController } from './lists/habilitations.ts';
import { ListedAccounts } from './lists/listed-accounts.ts';
import { PersonList, PersonListController } from './lists/persons.ts';
import { RequestList, RequestListController } from './lists/requests.ts';
import { NamesThen } from './names-then.ts';
import { CorrectAgentCode } from './reactors/correct-agent-code.ts';
import { EndSessions } from './reactors/end-sessions.ts';
import { KeepStaffMailboxes } from './reactors/keep-staff-mailboxes.ts';
import { OpenAccountReactor } from './reactors/open-account.ts';
import { IdlenessQuery } from './read-models/accounts/idleness-query.ts';
import { AccountsQuery } from './read-models/accounts/query.ts';
import { ActivationLinks } from './sign-in/activation-links.ts';
import { AfterSignIn } from './sign-in/after-sign-in.ts';
import { CountedLinkAttempts } from './sign-in/counted-link-attempts.ts';
import { FactorDuties } from './sign-in/factor-duties.ts';
import { HalfSignIns } from './sign-in/half-sign-ins.ts';
import { IdentityConfirmation } from './sign-in/identity-confirmation.ts';
import { Organisms } from './sign-in/organisms.ts';
import { PasswordAttempts } from './sign-in/password-attempts.ts';
import { PasswordLoss } from './sign-in/password-loss.ts';
import { PasswordQueue } from './sign-in/password-queue.ts';
import { SignInProspects } from './sign-in/prospects.ts';
import { ProviderAnswers } from './sign-in/provider-answers.ts';
import { ProviderLinks } from './sign-in/provider-links.ts';
import { RefusedAttempts } from './sign-in/refused-attempts.ts';
import { SessionAuthenticator } from './sign-in/session-authenticator.ts';
import { Sessions } from './sign-in/sessions.ts';
import { SignIn } from './sign-in/sign-in.ts';
import { SignInBeginnings } from './sign-in/sign-in-beginnings.ts';
import { SignInData } from './sign-in/sign-in-data.ts';
import { SignInDenials } from './sign-in/sign-in-denials.ts';
import { Standings } from './sign-in/standings.ts';
import { SignInWaits } from './sign-in/waits.ts';

/** Global, since every endpoint asks the authenticator who is there. */
@Global()
@Module({
  imports: [ConventionsModule, HabilitationsModule, ConnectionsModule, IdentityProviderModule],
  controllers: [
    SessionController,
    PasswordController,
    AccountsController,
    AccountUnblockingsController,
    FactorResetsController,
    HoldersController,
    OwnAccessController,
    OwnFactorsController,
    ProviderController,
    CodeListController,
    BlockListController,
    PersonListController,
    RequestListController,
    HabilitationListController,
    CorrespondentsImportController,
  ],
  providers: [
    AccountOpening,
    AccountScope,
    SeparationOfDuties,
    CorrespondentsImport,
    PasswordSetting,
    OpenAgentAccountHandler,
    OpenStaffAccountHandler,
    GrantAccountRequestHandler,
    RefuseAccountRequestHandler,
    DeliverCredentialsHandler,
    ActivateAccountHandler,
    ChangePasswordHandler,
    RequirePasswordChangeHandler,
    RevokePasswordHandler,
    SuspendAccountHandler,
    LiftSuspensionHandler,
    EndSuspensionHandler,
    BlockIdleAccountHandler,
    RequestUnblockingHandler,
    RefuseUnblockingHandler,
    UnblockAccountHandler,
    CloseAccountHandler,
    EndWaitsHandler,
    EndOpenSessionsHandler,
    NoteNewBrowserHandler,
    NoteMissedFactorsHandler,
    CorrectHolderHandler,
    EnrolOneTimeCodesHandler,
    EnrolPasskeyHandler,
    RemoveFactorHandler,
    LinkIdentityHandler,
    UnlinkIdentityHandler,
    RequestFactorResetHandler,
    GrantFactorResetHandler,
    RefuseFactorResetHandler,
    IssueRecoveryCodesHandler,
    ConfirmCorrespondentHandler,
    Credentials,
    KeptFactors,
    KeptPasskeys,
    KeptIdentities,
    Challenges,
    SignInBeginnings,
    ChallengeCookie,
    FactorProofs,
    FactorProofsIn,
    Sessions,
    SessionCookie,
    BrowserSessions,
    HalfSignIns,
    HalfSignInCookie,
    IdTokenCookie,
    KnownBrowsers,
    PasswordQueue,
    RefusedAttempts,
    PasswordAttempts,
    PasswordLoss,
    SignInWaits,
    SignInData,
    Standings,
    AfterSignIn,
    SignIn,
    Organisms,
    ProviderAnswers,
    ProviderLinks,
    ActivationLinks,
    SignInProspects,
    SignInDenials,
    SessionAuthenticator,
    FactorDuties,
    IdentityConfirmation,
    { provide: Authenticator, useExisting: SessionAuthenticator },
    AccountsQuery,
    Holders,
    NamesThen,
    ListedAccounts,
    CodeList,
    BlockList,
    IdlenessQuery,
    PersonList,
    RequestList,
    HabilitationList,
    { provide: CodeDirectory, useExisting: AccountsQuery },
    { provide: LinkAttempts, useClass: CountedLinkAttempts },
    { provide: Correspondents, useClass: KnownCorrespondents },
    AccountTasks,
    OpenAccountReactor,
    CorrectAgentCode,
    EndSessions,
    KeepStaffMailboxes,
    BlockIdleCodesJob,
    PurgeSessionsJob,
  ],
  exports: [
    AccountScope,
    AccountsQuery,
    Authenticator,
    CodeDirectory,
    Correspondents,
    Holders,
    KnownBrowsers,
    LinkAttempts,
    NamesThen,
    SignIn,
    SignInDenials,
    SignInData,
    SignInProspects,
  ],
})
export class AccountsModule {}
