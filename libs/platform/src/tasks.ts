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

/** A context's answer to "what waits for me?". */
export interface TaskSource {
  tasksFor(principal: Principal): Promise<Task[]>;
}
