import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { FilesModule } from '#platform';
import { AskForAttestationsHandler } from './commands/ask-for-attestations.ts';
import { AttestDutyHandler } from './commands/attest-duty.ts';
import { CancelControlHandler } from './commands/cancel-control.ts';
import { ConcludeControlHandler } from './commands/conclude-control.ts';
import { PlanControlHandler } from './commands/plan-control.ts';
import { RecordConformityHandler } from './commands/record-conformity.ts';
import { RescheduleControlHandler } from './commands/reschedule-control.ts';
import { VerifyAgreementHandler } from './commands/verify-agreement.ts';
import { ComplianceTasks } from './compliance-tasks.ts';
import { ComplianceFiles } from './files/compliance-files.ts';
import { AttestationFilesController } from './http/attestation-files.controller.ts';
import { AttestationsController } from './http/attestations.controller.ts';
import { ControlFilesController } from './http/control-files.controller.ts';
import { ControlsController } from './http/controls.controller.ts';
import { AskForAttestationsJob } from './jobs/ask-for-attestations.job.ts';
import { ForgetUnsentAttachmentsJob } from './jobs/forget-unsent-attachments.job.ts';
import { ControlList, ControlListController } from './lists/controls.ts';
import { PartnerDutiesList, PartnerDutiesListController } from './lists/partner-duties.ts';
import { OwnDutyCounts } from './read-models/attestations/counts.ts';
import { AttestationsQuery } from './read-models/attestations/query.ts';
import { ControlsQuery } from './read-models/controls/query.ts';

@Module({
  imports: [ConventionsModule, FilesModule],
  controllers: [
    AttestationsController,
    PartnerDutiesListController,
    AttestationFilesController,
    ControlsController,
    ControlListController,
    ControlFilesController,
  ],
  providers: [
    AttestDutyHandler,
    AskForAttestationsHandler,
    PlanControlHandler,
    RescheduleControlHandler,
    CancelControlHandler,
    ConcludeControlHandler,
    VerifyAgreementHandler,
    RecordConformityHandler,
    ComplianceFiles,
    AttestationsQuery,
    OwnDutyCounts,
    PartnerDutiesList,
    ControlsQuery,
    ControlList,
    AskForAttestationsJob,
    ForgetUnsentAttachmentsJob,
    ComplianceTasks,
  ],
  exports: [ComplianceFiles],
})
export class ComplianceModule {}
