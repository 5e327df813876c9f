import type { CalendarDate } from './calendar/instant.ts';
import type { Principal } from './http/access.ts';
import { Gives } from './http/answers.ts';
import { formatCount } from './typography.ts';

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

/** Of one kind, those that the home page shows one by one. */
export const MOST_TASKS = 10;

/** Some one by one, and how many there are besides: a Caf has hundreds of one kind when it begins, and before a campaign. */
export const fewOf = (tasks: readonly Task[], further: (others: number) => Task): Task[] =>
  tasks.length > MOST_TASKS
    ? [...tasks.slice(0, MOST_TASKS), further(tasks.length - MOST_TASKS)]
    : [...tasks];

/** What stands for the others: « Une autre convention à signer », « 170 autres conventions à signer ». */
export const furtherTask =
  (kind: string, href: string, one: string, many: string) =>
  (others: number): Task => ({
    ...{ id: `${kind}-further`, href, due: null, urgency: 'normal' },
    title: others === 1 ? one : `${formatCount(others, 'autre')} ${many}`,
    detail: 'La liste les donne toutes.',
  });

/** A context's answer to "what waits for me?". */
export interface TaskSource {
  tasksFor(principal: Principal): Promise<Task[]>;
}
