import type { Context } from '#event-sourcing';
import { complianceActs } from './acts.ts';
import { ComplianceModule } from './compliance.module.ts';
import { ComplianceTasks } from './compliance-tasks.ts';
import { attestationEventTypes } from './domain/attestations.ts';
import { controlEventTypes } from './domain/control.ts';
import { recordedDaysEventTypes } from './domain/recorded-days.ts';
import { complianceFileTables } from './files/compliance-files.ts';
import { AskForAttestationsJob } from './jobs/ask-for-attestations.job.ts';
import { ForgetUnsentAttachmentsJob } from './jobs/forget-unsent-attachments.job.ts';
import { attestationsProjection } from './read-models/attestations/projection.ts';
import { controlsProjection } from './read-models/controls/projection.ts';

export const compliance: Context = {
  name: 'compliance',
  module: ComplianceModule,
  eventTypes: { ...attestationEventTypes, ...controlEventTypes, ...recordedDaysEventTypes },
  acts: complianceActs,
  migrations: [complianceFileTables],
  projections: [attestationsProjection, controlsProjection],
  jobs: [AskForAttestationsJob, ForgetUnsentAttachmentsJob],
  taskSources: [ComplianceTasks],
};

export { AttestDuty } from './commands/attest-duty.ts';
export { ConcludeControl } from './commands/conclude-control.ts';
export { PlanControl } from './commands/plan-control.ts';
export { RecordConformity } from './commands/record-conformity.ts';
export { ComplianceModule } from './compliance.module.ts';
export type { AttestationEvent } from './domain/attestations.ts';
export { type ControlEvent, control } from './domain/control.ts';
export type { Duty } from './domain/duty.ts';
export { recordedDays } from './domain/recorded-days.ts';
export { ComplianceFiles } from './files/compliance-files.ts';
export { ControlList } from './lists/controls.ts';
export { PartnerDutiesList } from './lists/partner-duties.ts';
export { OwnDutyCounts } from './read-models/attestations/counts.ts';
