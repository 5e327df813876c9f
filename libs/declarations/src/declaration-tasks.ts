import { Injectable } from '@nestjs/common';
import {
  type CalendarDate,
  Clock,
  formatCount,
  type Principal,
  parisDateOf,
  type Task,
  type TaskSource,
  theMostUrgent,
} from '#platform';
import { whatIsMissing } from './campaign-tasks.ts';
import type { Action } from './domain/actions.ts';
import { KIND_NAMES } from './domain/wording.ts';
import { DeclarationsQuery } from './read-models/declarations/query.ts';
import { type Awaited, ExpectedDeclarationsQuery } from './read-models/expected/query.ts';

/** What an action is called while it waits. Returning a part waits for nobody. */
const TITLES: Record<Exclude<Action, 'return'>, string> = {
  'enter-activity': 'Saisir les données d’activité',
  'enter-finances': 'Saisir les données financières',
  submit: 'Remettre votre partie',
  approve: 'Approuver la déclaration',
  transmit: 'Transmettre la déclaration à la Caf',
};

/** What an agent's establishments wait for: a declaration, data, an approval, a transmission (R9), and until when. */
@Injectable()
export class DeclarationTasks implements TaskSource {
  constructor(
    private readonly declarations: DeclarationsQuery,
    private readonly expected: ExpectedDeclarationsQuery,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'agent') return [];
    const awaited = await this.expected.awaitedFrom(principal);
    const dueOf = new Map(awaited.map(({ declarationId, closesOn }) => [declarationId, closesOn]));
    const today = parisDateOf(this.clock.now());
    const tasks = [
      ...awaited.filter(({ declarationId }) => declarationId === null).map((one) => toOpen(one, today)),
      ...(await this.declarations.waitingFor(principal)).flatMap(
        ({ id, establishment, year, kind, version, actions }) =>
          dueActions(actions).map(
            (action): Task => ({
              id: `declaration-${id}-${action}`,
              title: TITLES[action],
              detail: `${establishment.name}, déclaration ${KIND_NAMES[kind]} ${year}${version > 1 ? `, version ${version}` : ''}`,
              ...dueBy(dueOf.get(id) ?? null, today),
              href: `/declarations/${id}`,
            }),
          ),
      ),
    ];
    return theMostUrgent(tasks, (count) => ({
      id: 'declarations-further',
      title: `${formatCount(count, 'autre')} tâches sur vos déclarations`,
      detail: 'La liste donne toutes celles qui sont attendues.',
      href: '/campagnes?state=open',
    }));
  }
}

function toOpen(awaited: Awaited, today: CalendarDate): Task {
  const { establishment, year, kind, campaignId, closesOn } = awaited;
  return {
    id: `declaration-${campaignId}-${establishment.id}-open`,
    title: 'Ouvrir la déclaration attendue',
    detail: `${establishment.name}, déclaration ${KIND_NAMES[kind]} ${year}`,
    ...dueBy(closesOn, today),
    href: whatIsMissing(awaited),
  };
}

const dueBy = (due: CalendarDate | null, today: CalendarDate): Pick<Task, 'due' | 'urgency'> => ({
  due,
  urgency: due !== null && due < today ? 'late' : 'normal',
});

/** What is ready to be submitted needs no reminder that it can still be written. */
function dueActions(actions: readonly Action[]): Exclude<Action, 'return'>[] {
  const due = actions.filter((action) => action !== 'return');
  return due.includes('submit') ? due.filter((action) => !action.startsWith('enter-')) : due;
}
