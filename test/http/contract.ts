/**
 * The compiler's own test: what the server answers fits what the browser expects of it. `tsc` refuses this file when one
 * of the two changes without the other.
 */
import type * as browser from '../../apps/web/src/api/contract/index.ts';
import type { Activation } from '../../libs/accounts/src/http/activation.ts';
import type { CodeHolderView } from '../../libs/accounts/src/http/code-holder.view.ts';
import type {
  OneTimeCodesOffer,
  OwnFactors,
  PasskeyChallenge,
  PasskeyOffer,
  RecoveryCodes,
  SecondFactorAsked,
} from '../../libs/accounts/src/http/factor.view.ts';
import type { Me } from '../../libs/accounts/src/http/me.ts';
import type { SessionView } from '../../libs/accounts/src/http/session.view.ts';
import type { SessionEnd } from '../../libs/accounts/src/http/session-end.ts';
import type { ListedBlock } from '../../libs/accounts/src/lists/blocks.ts';
import type { ListedHabilitation } from '../../libs/accounts/src/lists/habilitations.ts';
import type { ListedPerson } from '../../libs/accounts/src/lists/persons.ts';
import type { ListedRequest } from '../../libs/accounts/src/lists/requests.ts';
import type { IdlenessView } from '../../libs/accounts/src/read-models/accounts/idleness-view.ts';
import type { ListedAccount } from '../../libs/accounts/src/read-models/accounts/view.ts';
import type { VerdictAnswer } from '../../libs/anomalies/src/http/verdict.view.ts';
import type {
  AnomalyCaseView,
  AnomalyView,
  CaseCounts,
  ListedCase,
  QueuedCase,
  RelatedCases,
} from '../../libs/anomalies/src/read-models/anomalies/view.ts';
import type { OfficerView } from '../../libs/anomalies/src/read-models/casework/view.ts';
import type {
  MonthlyReportDetailView,
  MonthlyReportView,
} from '../../libs/anomalies/src/read-models/monthly-reports/view.ts';
import type {
  AgentQuestionView,
  ListedQuestionView,
} from '../../libs/anomalies/src/read-models/statements/view.ts';
import type { DossierView, KeptDossierView } from '../../libs/audit-trail/src/http/dossier.dto.ts';
import type { ActView, OwnActView } from '../../libs/audit-trail/src/read-models/acts/view.ts';
import type {
  AttestationsView,
  PartnerDutiesView,
} from '../../libs/compliance/src/read-models/attestations/view.ts';
import type {
  ControlDetailView,
  ControlView,
  ListedControl,
} from '../../libs/compliance/src/read-models/controls/view.ts';
import type { JobOverview, RunAsked, RunPage } from '../../libs/composition/src/jobs/view.ts';
import type { KeptDayView } from '../../libs/conformity/src/http/conformity-day.dto.ts';
import type { NumberGroupView } from '../../libs/conformity/src/http/numbers.view.ts';
import type { ConformityView } from '../../libs/conformity/src/read-models/conformity/view.ts';
import type { ConsultationView } from '../../libs/connections/src/read-models/consultations/view.ts';
import type {
  AroundAttempt,
  AttemptPage,
  Histogram,
  TopValues,
} from '../../libs/connections/src/read-models/journal/view.ts';
import type { SavedViewEntry } from '../../libs/connections/src/read-models/saved-views/view.ts';
import type { ToBeSignedView } from '../../libs/conventions/src/http/to-be-signed.ts';
import type {
  ConventionView,
  ListedConvention,
} from '../../libs/conventions/src/read-models/conventions/view.ts';
import type { CampaignProgressView } from '../../libs/declarations/src/read-models/campaigns/view.ts';
import type {
  DeclarationDetailView,
  DeclarationView,
} from '../../libs/declarations/src/read-models/declarations/view.ts';
import type { ExpectedDeclarationView } from '../../libs/declarations/src/read-models/expected/view.ts';
import type { RuleCard, RuleReplay } from '../../libs/detection/src/http/rule.view.ts';
import type { Accepted } from '../../libs/event-sourcing/src/nest/accepted.ts';
import type { BulkAnswer } from '../../libs/event-sourcing/src/nest/bulk-answer.ts';
import type { AnnexView } from '../../libs/habilitations/src/read-models/annex/view.ts';
import type { DepartureView } from '../../libs/habilitations/src/read-models/departures/view.ts';
import type {
  EstablishmentView,
  PersonView,
} from '../../libs/habilitations/src/read-models/habilitations/view.ts';
import type {
  IncidentDetailView,
  ListedIncident,
} from '../../libs/incidents/src/read-models/incidents/view.ts';
import type { MailView } from '../../libs/notifications/src/http/mail.view.ts';
import type { AttachedFileView } from '../../libs/platform/src/files/attached-file.view.ts';
import type { Problem } from '../../libs/platform/src/http/problem.ts';
import type { IdentityProviderView } from '../../libs/platform/src/identity-provider/identity-provider.controller.ts';
import type { Elsewhere } from '../../libs/platform/src/identity-provider/provider-answer.dto.ts';
import type { FoundGroup } from '../../libs/platform/src/lists/found.view.ts';
import type { ListPage } from '../../libs/platform/src/lists/list.ts';
import type { Task } from '../../libs/platform/src/tasks.ts';
import type { HeldDataView, PersonalDataView } from '../../libs/privacy/src/read-models/privacy/view.ts';
import type { ProcessingView } from '../../libs/privacy/src/register/view.ts';
import type {
  AccessReviewView,
  PartnerToReviewView,
  ReviewedPersonView,
} from '../../libs/reviews/src/read-models/reviews/view.ts';
import type { ListedSanction, OwnSanction } from '../../libs/sanctions/src/read-models/sanctions/view.ts';
import type { KeptCheckpointView } from '../../libs/sealing/src/http/kept-checkpoint.dto.ts';

/** As JSON: whoever reads it may change their copy. */
type Sent<T> = T extends readonly (infer Item)[]
  ? Sent<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Sent<T[Key]> }
    : T;

type Fits<Answer extends Expected, Expected> = Answer;

export type Agreement = [
  Fits<Sent<Problem>, browser.Problem>,
  Fits<Sent<Pick<Accepted, 'id'>>, browser.CommandAnswer>,
  Fits<Sent<Me>, browser.Me>,
  Fits<Sent<Activation>, browser.Activation>,
  Fits<Sent<Task>, browser.Task>,
  Fits<Sent<ConventionView>, browser.Convention>,
  Fits<Sent<ListedConvention>, browser.ListedConvention>,
  Fits<Sent<ToBeSignedView>, browser.ToBeSigned>,
  Fits<Sent<EstablishmentView>, browser.Establishment>,
  Fits<Sent<PersonView>, browser.Person>,
  Fits<Sent<ListedRequest>, browser.ListedRequest>,
  Fits<Sent<ListedHabilitation>, browser.ListedHabilitation>,
  Fits<Sent<AnnexView>, browser.Annex>,
  Fits<Sent<ListedAccount>, browser.Account>,
  Fits<Sent<ListPage<ListedAccount>>, browser.ListPage<browser.Account>>,
  Fits<Sent<ListPage<ListedBlock>>, browser.ListPage<browser.Block>>,
  Fits<Sent<OwnSanction[]>, browser.OwnSanction[]>,
  Fits<Sent<ListPage<ListedSanction>>, browser.ListPage<browser.ListedSanction>>,
  Fits<Sent<FoundGroup>, browser.FoundGroup>,
  Fits<Sent<KeptCheckpointView>, browser.KeptCheckpoint>,
  Fits<Sent<DossierView>, browser.PartnerDossier>,
  Fits<Sent<OwnActView>, browser.OwnAct>,
  Fits<Sent<KeptDossierView>, browser.KeptDossier>,
  Fits<Sent<CampaignProgressView>, browser.Campaign>,
  Fits<Sent<ListPage<ExpectedDeclarationView>>, browser.ListPage<browser.ExpectedDeclaration>>,
  Fits<Sent<IdlenessView>, browser.Idleness>,
  Fits<Sent<ListPage<ListedPerson>>, browser.ListPage<browser.ListedPerson>>,
  Fits<Sent<CodeHolderView>, browser.Holder>,
  Fits<Sent<SessionView>, browser.OpenSession>,
  Fits<Sent<SessionEnd>, browser.SessionEnd>,
  Fits<Sent<OwnFactors>, browser.OwnFactors>,
  Fits<Sent<IdentityProviderView>, browser.IdentityProvider>,
  Fits<Sent<Elsewhere>, browser.Elsewhere>,
  Fits<Sent<OneTimeCodesOffer>, browser.OneTimeCodesOffer>,
  Fits<Sent<SecondFactorAsked>, browser.SecondFactorAsked>,
  Fits<Sent<Pick<RecoveryCodes, 'id' | 'codes'>>, browser.RecoveryCodes>,
  Fits<Sent<PasskeyChallenge>, browser.PasskeyChallenge>,
  Fits<Sent<PasskeyOffer>, browser.PasskeyOffer>,
  Fits<Sent<MailView>, browser.Mail>,
  Fits<Sent<AttemptPage>, browser.Page<browser.Attempt>>,
  Fits<Sent<AroundAttempt>, browser.AroundAttempt>,
  Fits<Sent<Histogram>, browser.Histogram>,
  Fits<Sent<TopValues>, browser.TopValues>,
  Fits<Sent<SavedViewEntry>, browser.SavedView>,
  Fits<Sent<ConsultationView>, browser.Consultation>,
  Fits<Sent<ActView>, browser.Act>,
  Fits<Sent<HeldDataView>, browser.HeldData>,
  Fits<Sent<PersonalDataView>, browser.Privacy>,
  Fits<Sent<ProcessingView>, browser.Processing>,
  Fits<Sent<ConformityView>, browser.Conformity>,
  Fits<Sent<KeptDayView>, browser.KeptDay>,
  Fits<Sent<NumberGroupView>, browser.NumberGroup>,
  Fits<Sent<JobOverview>, browser.JobOverview>,
  Fits<Sent<RunPage>, browser.Page<browser.JobRun>>,
  Fits<Sent<RunAsked>, browser.CommandAnswer>,
  Fits<Sent<AnomalyView>, browser.Anomaly>,
  Fits<Sent<AnomalyCaseView>, browser.AnomalyDetail>,
  Fits<Sent<Pick<VerdictAnswer, 'id' | 'sanctionRefusal'>>, browser.VerdictAnswer>,
  Fits<Sent<ListedCase>, browser.ListedCase>,
  Fits<Sent<QueuedCase>, browser.QueuedCase>,
  Fits<Sent<RelatedCases>, browser.RelatedCases>,
  Fits<Sent<CaseCounts>, browser.CaseCounts>,
  Fits<Sent<Pick<BulkAnswer, 'id' | 'results'>>, browser.BulkAnswer>,
  Fits<Sent<OfficerView>, browser.Officer>,
  Fits<Sent<AttachedFileView>, browser.AttachedFile>,
  Fits<Sent<ListedQuestionView>, browser.ListedQuestion>,
  Fits<Sent<AgentQuestionView>, browser.AgentQuestion>,
  Fits<Sent<RuleCard>, browser.Rule>,
  Fits<Sent<RuleReplay>, browser.RuleReplay>,
  Fits<Sent<MonthlyReportView>, browser.MonthlyReport>,
  Fits<Sent<MonthlyReportDetailView>, browser.MonthlyReportDetail>,
  Fits<Sent<PartnerDutiesView>, browser.PartnerDuties>,
  Fits<Sent<AttestationsView>, browser.Attestations>,
  Fits<Sent<ControlView>, browser.Control>,
  Fits<Sent<ListPage<ListedControl>>, browser.ListPage<browser.ListedControl>>,
  Fits<Sent<ControlDetailView>, browser.ControlDetail>,
  Fits<Sent<DepartureView>, browser.Departure>,
  Fits<Sent<AccessReviewView>, browser.AccessReview>,
  Fits<Sent<ReviewedPersonView>, browser.ReviewedPerson>,
  Fits<Sent<PartnerToReviewView>, browser.PartnerToReview>,
  Fits<Sent<ListedIncident>, browser.Incident>,
  Fits<Sent<IncidentDetailView>, browser.IncidentDetail>,
  Fits<Sent<DeclarationView>, browser.Declaration>,
  Fits<Sent<DeclarationDetailView>, browser.DeclarationDetail>,
];
