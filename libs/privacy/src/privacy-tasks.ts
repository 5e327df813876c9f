import { Injectable } from '@nestjs/common';
import { isOfCaf, type Principal, type Task, type TaskSource } from '#platform';
import { RetentionQuery } from './read-models/privacy/query.ts';

/** The erasures that another officer has asked for. */
@Injectable()
export class PrivacyTasks implements TaskSource {
  constructor(private readonly retention: RetentionQuery) {}

  async tasksFor({ role, organism, userCode }: Principal): Promise<Task[]> {
    if (!isOfCaf(role)) return [];
    const waiting = await this.retention.waitingFor(organism.id, userCode);
    return waiting.map(({ holder, name }) => ({
      id: `erasure-${holder}`,
      title: `Effacement à confirmer\u00a0: ${name}`,
      detail: 'Un autre agent de la Caf a demandé que cette personne soit effacée du registre.',
      due: null,
      urgency: 'normal',
      href: `/personnes/${holder}`,
    }));
  }
}
