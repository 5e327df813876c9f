import { Module } from '@nestjs/common';
import { IdentityProviderModule } from '#platform';
import { AnnounceSignatureHandler } from './commands/announce-signature.ts';
import { ApplyConventionTermHandler } from './commands/apply-convention-term.ts';
import { AskForSignatureLinkHandler } from './commands/ask-for-signature-link.ts';
import { ConfirmSignatureHandler } from './commands/confirm-signature.ts';
import { CorrectConventionHandler } from './commands/correct-convention.ts';
import { ProposeRenewalHandler } from './commands/propose-renewal.ts';
import { RegisterConventionHandler } from './commands/register-convention.ts';
import { RevokeSignatureLinkHandler } from './commands/revoke-signature-link.ts';
import { SetEffectiveDateHandler } from './commands/set-effective-date.ts';
import { SignByLinkHandler } from './commands/sign-by-link.ts';
import { SignConventionHandler } from './commands/sign-convention.ts';
import { SignRenewalHandler } from './commands/sign-renewal.ts';
import { TerminateConventionHandler } from './commands/terminate-convention.ts';
import { WithdrawRenewalHandler } from './commands/withdraw-renewal.ts';
import { ConventionTasks } from './convention-tasks.ts';
import { ConventionsController } from './http/conventions.controller.ts';
import { CorrectionsController } from './http/corrections.controller.ts';
import { PartnersController } from './http/partners.controller.ts';
import { RenewalsController } from './http/renewals.controller.ts';
import { SignatureLinksController } from './http/signature-links.controller.ts';
import { SigningManyController } from './http/signing-many.controller.ts';
import { ConventionsImport, ConventionsImportController } from './imports/conventions.ts';
import { ApplyTermsJob } from './jobs/apply-terms.job.ts';
import { ConventionList, ConventionListController } from './lists/conventions.ts';
import { ConventionsQuery } from './read-models/conventions/query.ts';
import { SignatureLinks } from './signature-links.ts';

@Module({
  imports: [IdentityProviderModule],
  controllers: [
    ConventionsController,
    PartnersController,
    ConventionListController,
    CorrectionsController,
    SignatureLinksController,
    RenewalsController,
    SigningManyController,
    ConventionsImportController,
  ],
  providers: [
    RegisterConventionHandler,
    SetEffectiveDateHandler,
    SignConventionHandler,
    AnnounceSignatureHandler,
    ConfirmSignatureHandler,
    AskForSignatureLinkHandler,
    RevokeSignatureLinkHandler,
    SignByLinkHandler,
    SignatureLinks,
    ApplyConventionTermHandler,
    TerminateConventionHandler,
    ProposeRenewalHandler,
    SignRenewalHandler,
    WithdrawRenewalHandler,
    CorrectConventionHandler,
    ConventionsImport,
    ConventionsQuery,
    ConventionList,
    ConventionTasks,
    ApplyTermsJob,
  ],
  exports: [ConventionsQuery],
})
export class ConventionsModule {}
