import { Injectable } from '@nestjs/common';
import { formatCount, type Principal, type Task, type TaskSource, theMostUrgent } from '#platform';
import type { Action } from './domain/actions.ts';
import { KIND_NAMES } from './domain/wording.ts';
import { DeclarationsQuery } from './read-models/declarations/query.ts';

/** What an action is called while it waits. Returning a part waits for nobody. */
const TITLES: Record<Exclude<Action, 'return'>, string> = {
  'enter-activity': 'Saisir les données d’activité',
  'enter-finances': 'Saisir les données financières',
  submit: 'Remettre votre partie',
  approve: 'Approuver la déclaration',
  transmit: 'Transmettre la déclaration à la Caf',
};

/** What an agent's establishments wait for: data, an approval, a transmission (R9). */
@Injectable()
export class DeclarationTasks implements TaskSource {
  constructor(private readonly declarations: DeclarationsQuery) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'agent') return [];
    const waiting = await this.declarations.waitingFor(principal);
    const tasks = waiting.flatMap(({ id, establishment, year, kind, version, actions }) =>
      dueActions(actions).map(
        (action): Task => ({
          id: `declaration-${id}-${action}`,
          title: TITLES[action],
          detail: `${establishment.name}, déclaration ${KIND_NAMES[kind]} ${year}${version > 1 ? `, version ${version}` : ''}`,
          due: null,
          urgency: 'normal',
          href: `/declarations/${id}`,
        }),
      ),
    );
    return theMostUrgent(tasks, (count) => ({
      id: 'declarations-further',
      title: `${formatCount(count, 'autre')} tâches sur vos déclarations`,
      detail: 'La liste donne toutes celles qui ne sont pas encore transmises.',
      href: '/declarations?state=open',
    }));
  }
}

/** What is ready to be submitted needs no reminder that it can still be written. */
function dueActions(actions: readonly Action[]): Exclude<Action, 'return'>[] {
  const due = actions.filter((action) => action !== 'return');
  return due.includes('submit') ? due.filter((action) => !action.startsWith('enter-')) : due;
}
