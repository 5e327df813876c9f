import { Injectable } from '@nestjs/common';
import {
  formatCount,
  formatDateTime,
  type Principal,
  type Task,
  type TaskSource,
  theMostUrgent,
} from '#platform';
import type { ReportingDelay } from './domain/incident.ts';
import { CATEGORY_NAMES } from './domain/wording.ts';
import { IncidentsQuery } from './read-models/incidents/query.ts';
import type { ListedIncident } from './read-models/incidents/view.ts';

const URGENCY: Record<ReportingDelay, Task['urgency']> = { 'in-time': 'normal', amber: 'soon', red: 'late' };

/** The incidents that wait for the measures of the Caf: those told late first. */
@Injectable()
export class IncidentTasks implements TaskSource {
  constructor(private readonly incidents: IncidentsQuery) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'caf-security') return [];
    const waiting = await this.incidents.waitingFor(principal);
    return theMostUrgent(waiting.map(toTask), (count) => ({
      id: 'incidents-further',
      title: `${formatCount(count, 'autre')} incidents à traiter`,
      detail: 'La liste les donne tous.',
      href: '/incidents?state=reported',
    }));
  }
}

const toTask = ({ id, gestionnaire, category, discoveredAt, reportedAt, delay }: ListedIncident): Task => ({
  id: `incident-${id}`,
  title: `Incident à traiter\u00a0: ${gestionnaire.name}`,
  detail: `${CATEGORY_NAMES[category]}. Découvert le ${formatDateTime(discoveredAt)}, signalé le ${formatDateTime(reportedAt)}.`,
  due: null,
  urgency: URGENCY[delay],
  href: `/incidents/${id}`,
});
