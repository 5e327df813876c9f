import { Injectable } from '@nestjs/common';
import type { Level } from '#detection';
import {
  Clock,
  daysBetween,
  formatCount,
  formatDate,
  formatDeadline,
  type Principal,
  parisDateOf,
  policy,
  type Task,
  type TaskSource,
  theMostUrgent,
} from '#platform';
import { AWAITED_OF_PARTNER } from './domain/anomaly-state.ts';
import { CaseQueue } from './lists/case-queue.ts';
import { CaseCountsQuery } from './read-models/anomalies/counts.ts';
import { AnomaliesQuery } from './read-models/anomalies/query.ts';
import type { AnomalyView, QueuedCase } from './read-models/anomalies/view.ts';

/** What anomalies ask of the person signed in. */
@Injectable()
export class AnomalyTasks implements TaskSource {
  constructor(
    private readonly anomalies: AnomaliesQuery,
    private readonly queue: CaseQueue,
    private readonly counts: CaseCountsQuery,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role === 'caf-security') return this.officersTasks(principal);
    if (principal.role !== 'gestionnaire') return [];
    const today = parisDateOf(this.clock.now());
    const anomalies = await this.anomalies.list({ states: AWAITED_OF_PARTNER }, principal);
    const tasks = anomalies.map((anomaly) => partnerTask(anomaly, today));
    return theMostUrgent(tasks, (count) => ({
      id: 'anomalies-further',
      title: `${formatCount(count, 'autre')} justifications à donner`,
      detail: 'La liste les donne toutes, de la plus urgente à la moins urgente.',
      href: '/anomalies?state=awaited&sort=due',
    }));
  }

  /** The most urgent of those that nobody else looks after, and how many there are besides. */
  private async officersTasks(principal: Principal): Promise<Task[]> {
    const { items } = await this.queue.page({ assignee: 'mine-or-free', limit: MOST_TASKS }, principal);
    const { mine, unassigned } = await this.counts.of(principal);
    const others = mine + unassigned - items.length;
    const tasks = items.map(officerTask);
    return others > 0 ? [...tasks, furtherTask(others)] : tasks;
  }
}

/** Cases that the home page shows one by one. */
const MOST_TASKS = 10;

const furtherTask = (others: number): Task => ({
  id: 'anomalies-further',
  href: '/anomalies',
  due: null,
  urgency: 'normal',
  title:
    others === 1
      ? 'Une autre anomalie attend la Caf'
      : `${formatCount(others, 'autre')} anomalies attendent la Caf`,
  detail: 'La file les donne toutes, de la plus urgente à la moins urgente.',
});

function officerTask({ id, state, sentence, gestionnaire, severity, due }: QueuedCase): Task {
  const whose = gestionnaire?.name ?? 'plusieurs partenaires, ou aucun';
  const task = { id: `anomaly-${id}`, href: `/anomalies/${id}`, detail: sentence, due: null };
  switch (state) {
    case 'notifying':
      return {
        ...task,
        title: `Notification à faire parvenir\u00a0: ${whose}`,
        detail: `Elle n’a encore atteint personne\u00a0: le délai de réponse n’a pas commencé. ${sentence}`,
        urgency: 'soon',
      };
    case 'justified':
      return { ...task, title: `Justification à juger\u00a0: ${whose}`, urgency: 'soon' };
    case 'overdue':
      return {
        ...task,
        due,
        urgency: 'late',
        title: `Justification non reçue\u00a0: ${whose}`,
        detail: `Elle était due le ${formatDate(due!)}. ${sentence}`,
      };
    default:
      return { ...task, urgency: URGENCIES[severity], title: `Anomalie à examiner\u00a0: ${whose}` };
  }
}

/** Of a case that nobody has looked at: what may be an intrusion under way is late already. */
const URGENCIES: Record<Level, Task['urgency']> = {
  critical: 'late',
  high: 'late',
  medium: 'normal',
  low: 'normal',
  informational: 'normal',
};

function partnerTask({ id, sentence, due }: AnomalyView, today: string): Task {
  // No day runs before the notice has reached somebody.
  if (due === null) {
    return {
      id: `anomaly-${id}`,
      title: 'Une anomalie vous est notifiée\u00a0: une justification est attendue',
      detail: sentence,
      due: null,
      urgency: 'late',
      href: `/anomalies/${id}`,
    };
  }
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
