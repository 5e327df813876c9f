import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { HabilitationsModule } from '#habilitations';
import { CloseIncidentHandler } from './commands/close-incident.ts';
import { DenySignInHandler } from './commands/deny-sign-in.ts';
import { EndangeredCodes } from './commands/endangered-codes.ts';
import { ReportIncidentHandler } from './commands/report-incident.ts';
import { IncidentsController } from './http/incidents.controller.ts';
import { SignInDenialsController } from './http/sign-in-denials.controller.ts';
import { IncidentTasks } from './incident-tasks.ts';
import { IncidentList, IncidentListController } from './lists/incidents.ts';
import { FinishReport } from './reactors/finish-report.ts';
import { IncidentsQuery } from './read-models/incidents/query.ts';

@Module({
  imports: [ConventionsModule, HabilitationsModule],
  controllers: [IncidentsController, IncidentListController, SignInDenialsController],
  providers: [
    ReportIncidentHandler,
    CloseIncidentHandler,
    DenySignInHandler,
    EndangeredCodes,
    FinishReport,
    IncidentsQuery,
    IncidentList,
    IncidentTasks,
  ],
})
export class IncidentsModule {}
