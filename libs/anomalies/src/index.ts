import type { Context } from '#event-sourcing';
import { AnomaliesModule } from './anomalies.module.ts';
import { AnomalyTasks } from './anomaly-tasks.ts';
import { anomalyEventTypes } from './domain/anomaly-events.ts';
import { watchEventTypes } from './domain/watch.ts';
import { AnomalyDeadlinesJob } from './jobs/anomaly-deadlines.job.ts';
import { OpenCases } from './reactors/open-cases.ts';
import { anomaliesProjection } from './read-models/anomalies/projection.ts';

export const anomalies: Context = {
  name: 'anomalies',
  module: AnomaliesModule,
  eventTypes: { ...anomalyEventTypes, ...watchEventTypes },
  projections: [anomaliesProjection],
  reactors: [OpenCases],
  jobs: [AnomalyDeadlinesJob],
  taskSources: [AnomalyTasks],
};

export { AnomaliesModule } from './anomalies.module.ts';
export {
  type CaseMailView,
  CaseNotices,
  type CaseNoticesView,
  type CorrespondentView,
  type MailState,
} from './case-notices.ts';
export { ConfirmNotice } from './commands/confirm-notice.ts';
export { DismissAnomaly } from './commands/dismiss-anomaly.ts';
export { GiveVerdict } from './commands/give-verdict.ts';
export { NotifyAnomaly } from './commands/notify-anomaly.ts';
export { SubmitJustification } from './commands/submit-justification.ts';
export { anomaly } from './domain/anomaly.ts';
export type { AnomalyEvent, Verdict } from './domain/anomaly-events.ts';
export { SEVERITY_NAMES } from './domain/wording.ts';
export { CaseFindings } from './findings/case-findings.ts';
export { AnomaliesQuery, type NotifyingCase } from './read-models/anomalies/query.ts';
