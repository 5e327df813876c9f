import type { Context } from '#event-sourcing';
import { anomalyActs } from './acts.ts';
import { AnomaliesModule } from './anomalies.module.ts';
import { AnomalyTasks } from './anomaly-tasks.ts';
import { anomalyEventTypes } from './domain/anomaly-events.ts';
import { caseworkEventTypes } from './domain/casework.ts';
import { monthlyReportEventTypes } from './domain/monthly-report.ts';
import { placementEventTypes } from './domain/placement.ts';
import { statementEventTypes } from './domain/statement.ts';
import { fileSubjects, fileTables } from './files/case-files.ts';
import { AnomalyDeadlinesJob } from './jobs/anomaly-deadlines.job.ts';
import { ForgetUnsentFilesJob } from './jobs/forget-unsent-files.job.ts';
import { MonthlyReportsJob } from './jobs/monthly-reports.job.ts';
import { CaseQueue } from './lists/case-queue.ts';
import { ToldCases } from './lists/told-cases.ts';
import { sentReportTables } from './monthly/sent-reports.ts';
import { MonthlyReportTasks } from './monthly-report-tasks.ts';
import { FindUsesAfterDeparture } from './reactors/find-uses-after-departure.ts';
import { FinishVerdict } from './reactors/finish-verdict.ts';
import { OpenCases } from './reactors/open-cases.ts';
import { ReleaseCases } from './reactors/release-cases.ts';
import { anomaliesProjection } from './read-models/anomalies/projection.ts';
import { caseworkProjection } from './read-models/casework/projection.ts';
import { monthlyReportsProjection } from './read-models/monthly-reports/projection.ts';
import { statementsProjection } from './read-models/statements/projection.ts';
import { StatementTasks } from './statement-tasks.ts';
export const anomalies: Context = {
  name: 'anomalies',
  module: AnomaliesModule,
  eventTypes: {
    ...anomalyEventTypes,
    ...caseworkEventTypes,
    ...monthlyReportEventTypes,
    ...statementEventTypes,
    ...placementEventTypes,
  },
  acts: anomalyActs,
  migrations: [fileTables, sentReportTables, fileSubjects],
  projections: [anomaliesProjection, caseworkProjection, monthlyReportsProjection, statementsProjection],
  reactors: [OpenCases, FindUsesAfterDeparture, FinishVerdict, ReleaseCases],
  jobs: [AnomalyDeadlinesJob, ForgetUnsentFilesJob, MonthlyReportsJob],
  taskSources: [AnomalyTasks, MonthlyReportTasks, StatementTasks],
  searched: [CaseQueue, ToldCases],
};

export { AnomaliesModule } from './anomalies.module.ts';
export { CaseNotices, type CaseNoticesView, MailFacts, type MailState } from './case-notices.ts';
export { AskAgent } from './commands/ask-agent.ts';
export { AssignCase } from './commands/assign-case.ts';
export { ConfirmNotice } from './commands/confirm-notice.ts';
export { DismissAnomaly } from './commands/dismiss-anomaly.ts';
export { GiveStatement } from './commands/give-statement.ts';
export { GiveVerdict } from './commands/give-verdict.ts';
export { NoteOnCase } from './commands/note-on-case.ts';
export { NotifyAnomaly } from './commands/notify-anomaly.ts';
export { SendReport } from './commands/send-report.ts';
export { SubmitJustification } from './commands/submit-justification.ts';
export { anomaly } from './domain/anomaly.ts';
export type { AnomalyEvent, Detection, Verdict } from './domain/anomaly-events.ts';
export { type MonthlyReportEvent, monthlyReport } from './domain/monthly-report.ts';
export { type Answer, type StatementEvent, statement } from './domain/statement.ts';
export { SEVERITY_NAMES } from './domain/wording.ts';
export { CaseDocuments } from './files/case-documents.ts';
export { CaseFindings } from './findings/case-findings.ts';
export { CaseQueue } from './lists/case-queue.ts';
export { ToldCases } from './lists/told-cases.ts';
export { SentReports } from './monthly/sent-reports.ts';
export { AnomaliesQuery, type NotifyingCase } from './read-models/anomalies/query.ts';
export { MonthlyReportsQuery } from './read-models/monthly-reports/query.ts';
