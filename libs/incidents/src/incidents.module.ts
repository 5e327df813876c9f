import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { CloseIncidentHandler } from './commands/close-incident.ts';
import { ReportIncidentHandler } from './commands/report-incident.ts';
import { IncidentsController } from './http/incidents.controller.ts';
import { IncidentTasks } from './incident-tasks.ts';
import { IncidentsQuery } from './read-models/incidents/query.ts';

@Module({
  imports: [ConventionsModule],
  controllers: [IncidentsController],
  providers: [ReportIncidentHandler, CloseIncidentHandler, IncidentsQuery, IncidentTasks],
})
export class IncidentsModule {}
