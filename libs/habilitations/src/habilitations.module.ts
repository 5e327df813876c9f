import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { SealingModule } from '#sealing';
import { Absences } from './commands/absences.ts';
import { BringTermForwardHandler } from './commands/bring-term-forward.ts';
import { CorrectPersonHandler } from './commands/correct-person.ts';
import { Coverage } from './commands/coverage.ts';
import { DeclareDepartureHandler } from './commands/declare-departure.ts';
import { DeclareReturnHandler } from './commands/declare-return.ts';
import { DepartureFollowUp } from './commands/departure-follow-up.ts';
import { GrantHabilitationHandler } from './commands/grant-habilitation.ts';
import { Mailboxes } from './commands/mailboxes.ts';
import { PostponeReturnHandler } from './commands/postpone-return.ts';
import { ProposeAnnexAmendmentHandler } from './commands/propose-annex-amendment.ts';
import { RecordTermsHandler } from './commands/record-terms.ts';
import { RefuseHabilitationHandler } from './commands/refuse-habilitation.ts';
import { RegisterPersonHandler } from './commands/register-person.ts';
import { RequestHabilitationHandler } from './commands/request-habilitation.ts';
import { RevokeHabilitationHandler } from './commands/revoke-habilitation.ts';
import { SignAnnexAmendmentHandler } from './commands/sign-annex-amendment.ts';
import { SuccessionRehearsal } from './commands/succession-rehearsal.ts';
import { WithdrawAnnexAmendmentHandler } from './commands/withdraw-annex-amendment.ts';
import { WithdrawRequestHandler } from './commands/withdraw-request.ts';
import { HabilitationTasks } from './habilitation-tasks.ts';
import { AnnexController } from './http/annex.controller.ts';
import { DeparturesController } from './http/departures.controller.ts';
import { EstablishmentsController } from './http/establishments.controller.ts';
import { HabilitationRevocationsController } from './http/habilitation-revocations.controller.ts';
import { HabilitationsController } from './http/habilitations.controller.ts';
import { PersonsController } from './http/persons.controller.ts';
import { RequestDecisionsController } from './http/request-decisions.controller.ts';
import { RequestsController } from './http/requests.controller.ts';
import { AgentsImport, AgentsImportController } from './imports/agents.ts';
import { RecordTermsJob } from './jobs/record-terms.job.ts';
import { DepartureList, DepartureListController } from './lists/departures.ts';
import { EstablishmentList, EstablishmentListController } from './lists/establishments.ts';
import { AmendAnnex } from './reactors/amend-annex.ts';
import { FinishDeparture } from './reactors/finish-departure.ts';
import { KeepMailboxes } from './reactors/keep-mailboxes.ts';
import { AnnexQuery } from './read-models/annex/query.ts';
import { DeparturesQuery } from './read-models/departures/query.ts';
import { HoldingsQuery } from './read-models/habilitations/holdings-query.ts';
import { PersonsQuery } from './read-models/habilitations/persons-query.ts';
import { HabilitationsQuery } from './read-models/habilitations/query.ts';
import { TermsQuery } from './read-models/habilitations/terms-query.ts';
import { Rights } from './rights.ts';

@Module({
  imports: [ConventionsModule, SealingModule],
  controllers: [
    EstablishmentsController,
    EstablishmentListController,
    PersonsController,
    RequestsController,
    RequestDecisionsController,
    HabilitationsController,
    HabilitationRevocationsController,
    AnnexController,
    AgentsImportController,
    DeparturesController,
    DepartureListController,
  ],
  providers: [
    RegisterPersonHandler,
    CorrectPersonHandler,
    RequestHabilitationHandler,
    GrantHabilitationHandler,
    RefuseHabilitationHandler,
    WithdrawRequestHandler,
    RevokeHabilitationHandler,
    BringTermForwardHandler,
    RecordTermsHandler,
    RecordTermsJob,
    DeclareDepartureHandler,
    DeclareReturnHandler,
    PostponeReturnHandler,
    Absences,
    DepartureFollowUp,
    SuccessionRehearsal,
    FinishDeparture,
    DeparturesQuery,
    DepartureList,
    ProposeAnnexAmendmentHandler,
    SignAnnexAmendmentHandler,
    WithdrawAnnexAmendmentHandler,
    AgentsImport,
    Mailboxes,
    Coverage,
    Rights,
    AmendAnnex,
    KeepMailboxes,
    HabilitationsQuery,
    EstablishmentList,
    PersonsQuery,
    HoldingsQuery,
    TermsQuery,
    AnnexQuery,
    HabilitationTasks,
  ],
  exports: [Rights, Mailboxes, HabilitationsQuery, HoldingsQuery, TermsQuery, PersonsQuery, AnnexQuery],
})
export class HabilitationsModule {}
