import { Global, Module } from '@nestjs/common';
import { ConnectionsModule } from '#connections';
import { ConventionsModule } from '#conventions';
import { DetectionModule, RuleCases } from '#detection';
import { HabilitationsModule } from '#habilitations';
import { FilesModule } from '#platform';
import { SealingModule } from '#sealing';
import { AnomalyTasks } from './anomaly-tasks.ts';
import { ApplyAnomalyDeadlineHandler } from './commands/apply-anomaly-deadline.ts';
import { AskAgentHandler } from './commands/ask-agent.ts';
import { AssignCaseHandler } from './commands/assign-case.ts';
import { CaseworkScope } from './commands/casework-scope.ts';
import { ConfirmNoticeHandler } from './commands/confirm-notice.ts';
import { DismissAnomalyHandler } from './commands/dismiss-anomaly.ts';
import { GiveStatementHandler } from './commands/give-statement.ts';
import { GiveVerdictHandler } from './commands/give-verdict.ts';
import { NoteOnCaseHandler } from './commands/note-on-case.ts';
import { NotifyAnomalyHandler } from './commands/notify-anomaly.ts';
import { PrepareReportHandler } from './commands/prepare-report.ts';
import { RecordHitsHandler } from './commands/record-hits.ts';
import { RecordRegisteredLetterHandler } from './commands/record-registered-letter.ts';
import { ReleaseCaseHandler } from './commands/release-case.ts';
import { ReopenAnomalyHandler } from './commands/reopen-anomaly.ts';
import { ReviewReportCaseHandler } from './commands/review-report-case.ts';
import { Sanctions } from './commands/sanctions.ts';
import { SendReportHandler } from './commands/send-report.ts';
import { SubmitJustificationHandler } from './commands/submit-justification.ts';
import { CaseDocuments } from './files/case-documents.ts';
import { CaseFiles } from './files/case-files.ts';
import { GivenFiles } from './files/given-files.ts';
import { AnomaliesController } from './http/anomalies.controller.ts';
import { AnomalyDismissalsController } from './http/anomaly-dismissals.controller.ts';
import { AnomalyQueueController } from './http/anomaly-queue.controller.ts';
import { AnomalyReportController } from './http/anomaly-report.controller.ts';
import { AttemptCasesController } from './http/attempt-cases.controller.ts';
import { CaseDocumentsController } from './http/case-documents.controller.ts';
import { CaseworkController } from './http/casework.controller.ts';
import { FilesController } from './http/files.controller.ts';
import { MonthlyReportsController } from './http/monthly-reports.controller.ts';
import { StatementsController } from './http/statements.controller.ts';
import { AnomalyDeadlinesJob } from './jobs/anomaly-deadlines.job.ts';
import { ForgetUnsentFilesJob } from './jobs/forget-unsent-files.job.ts';
import { MonthlyReportsJob } from './jobs/monthly-reports.job.ts';
import { CaseQueue, CaseQueueController } from './lists/case-queue.ts';
import { MonthlyReportList, MonthlyReportListController } from './lists/monthly-reports.ts';
import { ToldCases, ToldCasesController } from './lists/told-cases.ts';
import { ReportContent } from './monthly/report-content.ts';
import { SentReports } from './monthly/sent-reports.ts';
import { MonthlyReportTasks } from './monthly-report-tasks.ts';
import { CasesOfHits } from './reactors/cases-of-hits.ts';
import { FindUsesAfterDeparture } from './reactors/find-uses-after-departure.ts';
import { FinishVerdict } from './reactors/finish-verdict.ts';
import { OpenCases } from './reactors/open-cases.ts';
import { Partners } from './reactors/partners.ts';
import { ReleaseCases } from './reactors/release-cases.ts';
import { CaseCountsQuery } from './read-models/anomalies/counts.ts';
import { AnomaliesQuery } from './read-models/anomalies/query.ts';
import { RelatedCasesQuery } from './read-models/anomalies/related.ts';
import { CasesOfRules } from './read-models/anomalies/rule-cases.ts';
import { CaseworkQuery } from './read-models/casework/query.ts';
import { MonthlyReportsQuery } from './read-models/monthly-reports/query.ts';
import { StatementsQuery } from './read-models/statements/query.ts';
import { CaseRecords } from './record/case-record.ts';
import { AnomalyReports } from './report/report.ts';
import { StatementTasks } from './statement-tasks.ts';

/** Global for `RuleCases`, which the detection asks for without knowing this context. */
@Global()
@Module({
  imports: [
    ConventionsModule,
    HabilitationsModule,
    ConnectionsModule,
    DetectionModule,
    FilesModule,
    SealingModule,
  ],
  controllers: [
    AnomaliesController,
    AnomalyDismissalsController,
    AnomalyQueueController,
    CaseQueueController,
    MonthlyReportListController,
    ToldCasesController,
    CaseworkController,
    AttemptCasesController,
    AnomalyReportController,
    StatementsController,
    FilesController,
    CaseDocumentsController,
    MonthlyReportsController,
  ],
  providers: [
    RecordHitsHandler,
    DismissAnomalyHandler,
    ReopenAnomalyHandler,
    NotifyAnomalyHandler,
    ConfirmNoticeHandler,
    RecordRegisteredLetterHandler,
    ApplyAnomalyDeadlineHandler,
    SubmitJustificationHandler,
    GiveVerdictHandler,
    Sanctions,
    FinishVerdict,
    ReleaseCases,
    AssignCaseHandler,
    ReleaseCaseHandler,
    NoteOnCaseHandler,
    CaseworkScope,
    AskAgentHandler,
    GiveStatementHandler,
    StatementsQuery,
    StatementTasks,
    CaseDocuments,
    CaseFiles,
    GivenFiles,
    CaseRecords,
    ForgetUnsentFilesJob,
    Partners,
    CasesOfHits,
    OpenCases,
    FindUsesAfterDeparture,
    AnomaliesQuery,
    CaseQueue,
    MonthlyReportList,
    ToldCases,
    CaseCountsQuery,
    RelatedCasesQuery,
    CaseworkQuery,
    AnomalyReports,
    AnomalyDeadlinesJob,
    AnomalyTasks,
    PrepareReportHandler,
    ReviewReportCaseHandler,
    SendReportHandler,
    ReportContent,
    SentReports,
    MonthlyReportsQuery,
    MonthlyReportsJob,
    MonthlyReportTasks,
    { provide: RuleCases, useClass: CasesOfRules },
  ],
  exports: [AnomaliesQuery, CaseDocuments, RuleCases, SentReports],
})
export class AnomaliesModule {}
