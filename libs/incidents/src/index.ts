import type { Context } from '#event-sourcing';
import { incidentActs } from './acts.ts';
import { incidentEventTypes } from './domain/incident.ts';
import { IncidentTasks } from './incident-tasks.ts';
import { IncidentsModule } from './incidents.module.ts';
import { IncidentList } from './lists/incidents.ts';
import { FinishReport } from './reactors/finish-report.ts';
import { incidentsProjection } from './read-models/incidents/projection.ts';
export const incidents: Context = {
  name: 'incidents',
  module: IncidentsModule,
  eventTypes: incidentEventTypes,
  acts: incidentActs,
  projections: [incidentsProjection],
  reactors: [FinishReport],
  taskSources: [IncidentTasks],
  searched: [IncidentList],
};

export { CloseIncident } from './commands/close-incident.ts';
export { ReportIncident } from './commands/report-incident.ts';
export { type IncidentEvent, incident } from './domain/incident.ts';
export { IncidentList } from './lists/incidents.ts';
