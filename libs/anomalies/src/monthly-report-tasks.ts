import { Injectable } from '@nestjs/common';
import {
  formatCount,
  formatMonth,
  type Principal,
  type Task,
  type TaskSource,
  theMostUrgent,
} from '#platform';
import { MonthlyReportsQuery } from './read-models/monthly-reports/query.ts';
import type { MonthlyReportView } from './read-models/monthly-reports/view.ts';

/** Monthly reports that wait for an officer to review and send them (R19). */
@Injectable()
export class MonthlyReportTasks implements TaskSource {
  constructor(private readonly reports: MonthlyReportsQuery) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'caf-security') return [];
    const reports = await this.reports.toSend(principal);
    return theMostUrgent(reports.map(toTask), (count) => ({
      id: 'monthly-reports-further',
      title: `${formatCount(count, 'autre')} rapports mensuels à relire et à envoyer`,
      detail: 'La liste les donne tous.',
      href: '/rapports-mensuels?state=draft',
    }));
  }
}

const toTask = ({ id, month, gestionnaire }: MonthlyReportView): Task => ({
  id: `monthly-report-${id}`,
  title: 'Rapport mensuel à relire et à envoyer',
  detail: `${gestionnaire.name}, ${formatMonth(month)}`,
  due: null,
  urgency: 'normal',
  href: `/rapports-mensuels/${id}`,
});
