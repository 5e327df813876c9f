import type { CalendarDate } from './calendar/instant.ts';
import type { Principal } from './http/access.ts';

/** Something that waits for a person, as their home page shows it (French). */
export interface Task {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly due: CalendarDate | null;
  readonly urgency: 'late' | 'soon' | 'normal';
  /** Path in the web application. */
  readonly href: string;
}

/** A context's answer to "what waits for me?". */
export interface TaskSource {
  tasksFor(principal: Principal): Promise<Task[]>;
}
