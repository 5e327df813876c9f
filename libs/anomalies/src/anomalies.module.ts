import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { HabilitationsModule } from '#habilitations';
import { DocumentsModule } from '#platform';
import { AnomalyTasks } from './anomaly-tasks.ts';
import { ApplyAnomalyDeadlineHandler } from './commands/apply-anomaly-deadline.ts';
import { ConfirmNoticeHandler } from './commands/confirm-notice.ts';
import { DismissAnomalyHandler } from './commands/dismiss-anomaly.ts';
import { GiveVerdictHandler } from './commands/give-verdict.ts';
import { NotifyAnomalyHandler } from './commands/notify-anomaly.ts';
import { RecordHitHandler } from './commands/record-hit.ts';
import { RecordRegisteredLetterHandler } from './commands/record-registered-letter.ts';
import { SubmitJustificationHandler } from './commands/submit-justification.ts';
import { AnomaliesController } from './http/anomalies.controller.ts';
import { AnomalyReportController } from './http/anomaly-report.controller.ts';
import { AnomalyDeadlinesJob } from './jobs/anomaly-deadlines.job.ts';
import { DetectAnomalies } from './reactors/detect-anomalies.ts';
import { Partners } from './reactors/partners.ts';
import { AnomaliesQuery } from './read-models/anomalies/query.ts';
import { AnomalyReports } from './report/report.ts';

@Module({
  imports: [ConventionsModule, HabilitationsModule, DocumentsModule],
  controllers: [AnomaliesController, AnomalyReportController],
  providers: [
    RecordHitHandler,
    DismissAnomalyHandler,
    NotifyAnomalyHandler,
    ConfirmNoticeHandler,
    RecordRegisteredLetterHandler,
    ApplyAnomalyDeadlineHandler,
    SubmitJustificationHandler,
    GiveVerdictHandler,
    Partners,
    DetectAnomalies,
    AnomaliesQuery,
    AnomalyReports,
    AnomalyDeadlinesJob,
    AnomalyTasks,
  ],
  exports: [AnomaliesQuery],
})
export class AnomaliesModule {}
