import type { CalendarDate } from './calendar/instant.ts';
import type { Principal } from './http/access.ts';
import { Gives } from './http/answers.ts';

/** Something that waits for a person, as their home page shows it (French). */
export class Task {
  @Gives.text()
  readonly id!: string;

  @Gives.text()
  readonly title!: string;

  @Gives.text()
  readonly detail!: string;

  @Gives.day({ orNull: true })
  readonly due!: CalendarDate | null;

  @Gives.oneOf(['late', 'soon', 'normal'])
  readonly urgency!: 'late' | 'soon' | 'normal';

  @Gives.text({ description: 'Path in the web application' })
  readonly href!: string;
}

/** Of one kind a home page shows so many, one by one. */
export const MOST_OF_A_KIND = 5;

/**
 * Tasks of one kind, the most urgent first; where they are many, one in place of those that are less so. A Caf has some hundred
 * partners, and what each of them waits for would hide all else.
 */
export function theMostUrgent(
  tasks: readonly Task[],
  others: (count: number) => Omit<Task, 'due' | 'urgency'>,
): Task[] {
  const sorted = tasks.toSorted(byUrgency);
  if (sorted.length <= MOST_OF_A_KIND) return sorted;
  const shown = sorted.slice(0, MOST_OF_A_KIND - 1);
  const [next, ...rest] = sorted.slice(shown.length);
  const { due, urgency } = next!;
  return [...shown, { ...others(rest.length + 1), due, urgency }];
}

const URGENCY: Record<Task['urgency'], number> = { late: 0, soon: 1, normal: 2 };
const NEVER = '9999-12-31';

/** The most urgent first, and of those what is due first. */
export function byUrgency(a: Task, b: Task): number {
  const due = ({ due }: Task) => due ?? NEVER;
  return URGENCY[a.urgency] - URGENCY[b.urgency] || due(a).localeCompare(due(b));
}

/** A context's answer to "what waits for me?". */
export interface TaskSource {
  tasksFor(principal: Principal): Promise<Task[]>;
}
