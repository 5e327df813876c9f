import { Injectable } from '@nestjs/common';
import { Clock, isOfCaf, type Principal, parisDateOf, type Task, type TaskSource } from '#platform';
import { PersonalDataQuery } from './read-models/privacy/personal-data-query.ts';

/** The erasures and exports that another officer has asked for. */
@Injectable()
export class PrivacyTasks implements TaskSource {
  constructor(
    private readonly personalData: PersonalDataQuery,
    private readonly clock: Clock,
  ) {}

  async tasksFor({ role, organism, userCode }: Principal): Promise<Task[]> {
    if (!isOfCaf(role)) return [];
    const [erasures, accesses] = await Promise.all([
      this.personalData.waitingFor(organism.id, userCode),
      this.personalData.accessesWaitingFor(organism.id, userCode),
    ]);
    const today = parisDateOf(this.clock.now());
    return [
      ...erasures.map(({ holder, name }) => ({
        id: `erasure-${holder}`,
        title: `Effacement à confirmer\u00a0: ${name}`,
        detail: 'Un autre agent de la Caf a demandé que cette personne soit effacée du registre.',
        due: null,
        urgency: 'normal' as const,
        href: `/personnes/${holder}`,
      })),
      ...accesses.map(({ holder, name, dueOn }) => ({
        id: `data-access-${holder}`,
        title: `Export à accorder\u00a0: ${name}`,
        detail:
          'Cette personne a demandé ce que l’on sait d’elle\u00a0; un autre agent de la Caf l’a transmis.',
        due: dueOn,
        urgency: today > dueOn ? ('late' as const) : ('soon' as const),
        href: `/personnes/${holder}`,
      })),
    ];
  }
}
