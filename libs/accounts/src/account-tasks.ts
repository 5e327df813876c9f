import { Injectable } from '@nestjs/common';
import {
  addDays,
  Clock,
  formatCount,
  formatDate,
  type Principal,
  parisDateOf,
  policy,
  type Task,
  type TaskSource,
} from '#platform';
import { AccountsQuery } from './read-models/accounts/query.ts';
import type { AccountView } from './read-models/accounts/view.ts';

/** Codes that are about to be blocked, or are (R21). An agent who reads this has just used theirs. */
@Injectable()
export class AccountTasks implements TaskSource {
  constructor(
    private readonly accounts: AccountsQuery,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'gestionnaire' && principal.role !== 'caf-habilitation') return [];
    const accounts = await this.accounts.visibleTo(principal);
    const agents = accounts.filter(({ role }) => role === 'agent');
    const tasks = [this.soonBlocked(agents)];
    if (principal.role === 'gestionnaire') tasks.push(blocked(agents));
    return tasks.filter((task) => task !== null);
  }

  private soonBlocked(agents: readonly AccountView[]): Task | null {
    const horizon = addDays(parisDateOf(this.clock.now()), Math.max(...policy.idleReminderDays));
    const soon = agents
      .filter(({ blocksAfter }) => blocksAfter !== null && blocksAfter <= horizon)
      .sort((one, other) => (one.blocksAfter! < other.blocksAfter! ? -1 : 1));
    const [first] = soon;
    if (!first) return null;
    const due = first.blocksAfter!;
    const who = `${first.name}, ${first.userCode}`;
    return {
      id: 'accounts-soon-blocked',
      title: `${formatCount(soon.length, 'code')} bientôt ${soon.length < 2 ? 'bloqué' : 'bloqués'}`,
      detail: `${soon.length < 2 ? who : `Le premier\u00a0: ${who}`}. Sans connexion, ce code sera bloqué après le ${formatDate(due)}.`,
      due,
      urgency: 'soon',
      href: '/codes?state=active',
    };
  }
}

function blocked(agents: readonly AccountView[]): Task | null {
  const count = agents.filter(({ state }) => state === 'blocked').length;
  if (count === 0) return null;
  return {
    id: 'accounts-blocked',
    title: `${formatCount(count, 'code')} ${count < 2 ? 'bloqué' : 'bloqués'}`,
    detail: 'Pour débloquer un code avant une déclaration, adressez une demande motivée à votre Caf.',
    due: null,
    urgency: 'normal',
    href: '/codes?state=blocked',
  };
}
