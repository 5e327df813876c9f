import { Injectable } from '@nestjs/common';
import {
  Clock,
  daysBetween,
  formatDate,
  formatDeadline,
  type Principal,
  parisDateOf,
  policy,
  type Task,
  type TaskSource,
} from '#platform';
import { AnomaliesQuery } from './read-models/anomalies/query.ts';
import type { AnomalyView } from './read-models/anomalies/view.ts';

/** What anomalies ask of the person signed in. */
@Injectable()
export class AnomalyTasks implements TaskSource {
  constructor(
    private readonly anomalies: AnomaliesQuery,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'caf-security' && principal.role !== 'gestionnaire') return [];
    const today = parisDateOf(this.clock.now());
    const toTask = principal.role === 'caf-security' ? officerTask : partnerTask;
    const anomalies = await this.anomalies.list({}, principal);
    return anomalies.map((anomaly) => toTask(anomaly, today)).filter((task) => task !== null);
  }
}

function officerTask(anomaly: AnomalyView): Task | null {
  const { id, state, sentence, gestionnaire, severity, due } = anomaly;
  const task = { id: `anomaly-${id}`, href: `/anomalies/${id}` };
  const whose = gestionnaire?.name ?? 'plusieurs partenaires, ou aucun';
  switch (state) {
    case 'detected':
      return {
        ...task,
        title: `Anomalie à examiner\u00a0: ${whose}`,
        detail: sentence,
        due: null,
        urgency: severity === 'high' ? 'soon' : 'normal',
      };
    case 'notifying':
      return {
        ...task,
        title: `Notification à faire parvenir\u00a0: ${whose}`,
        detail: `Elle n’a encore atteint personne\u00a0: le délai de réponse n’a pas commencé. ${sentence}`,
        due: null,
        urgency: 'soon',
      };
    case 'justified':
      return {
        ...task,
        title: `Justification à juger\u00a0: ${whose}`,
        detail: sentence,
        due: null,
        urgency: 'soon',
      };
    case 'overdue':
      return {
        ...task,
        title: `Justification non reçue\u00a0: ${whose}`,
        detail: `Elle était due le ${formatDate(due!)}. ${sentence}`,
        due,
        urgency: 'late',
      };
    default:
      return null;
  }
}

function partnerTask({ id, state, sentence, due }: AnomalyView, today: string): Task | null {
  if (state === 'notifying') {
    return {
      id: `anomaly-${id}`,
      title: 'Une anomalie vous est notifiée\u00a0: une justification est attendue',
      detail: sentence,
      due: null,
      urgency: 'late',
      href: `/anomalies/${id}`,
    };
  }
  if ((state !== 'notified' && state !== 'overdue') || due === null) return null;
  const left = daysBetween(today, due);
  const soon = left <= Math.max(...policy.justificationReminderDays);
  return {
    id: `anomaly-${id}`,
    title: `Justification ${left < 0 ? '' : 'à donner '}${formatDeadline(due, today)}`,
    detail: sentence,
    due,
    urgency: left < 0 ? 'late' : soon ? 'soon' : 'normal',
    href: `/anomalies/${id}`,
  };
}
