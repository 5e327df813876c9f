import { Injectable } from '@nestjs/common';
import { HoldingsQuery } from '#habilitations';
import {
  addDays,
  Clock,
  formatCount,
  formatDate,
  type Instant,
  type Principal,
  parisDateOf,
  policy,
  type Task,
  type TaskSource,
} from '#platform';
import { waitingReset } from './domain/factor-reset.ts';
import { AccountsQuery } from './read-models/accounts/query.ts';
import type { AccountView } from './read-models/accounts/view.ts';

/** Codes that are about to be blocked, or are (R21), and those that wait for a decision: of officers (R12), of correspondents (R2). An agent who reads this has just used theirs. */
@Injectable()
export class AccountTasks implements TaskSource {
  constructor(
    private readonly accounts: AccountsQuery,
    private readonly holdings: HoldingsQuery,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role === 'agent') return [];
    const accounts = await this.accounts.visibleTo(principal);
    const asked =
      principal.role === 'gestionnaire' ? toBeConfirmed(accounts, principal) : requested(accounts, principal);
    if (principal.role !== 'gestionnaire')
      asked.push(...resetsRequested(accounts, principal, this.clock.now()));
    if (principal.role === 'caf-security') return asked;
    const agents = await this.habilitated(accounts);
    const correspondents = accounts.filter(({ role }) => role === 'gestionnaire');
    const tasks = [this.soonBlocked([...agents, ...correspondents])];
    if (principal.role === 'caf-habilitation') tasks.push(unblockingRequested(accounts));
    if (principal.role === 'gestionnaire') tasks.push(blocked(agents));
    return [...asked, ...tasks.filter((task) => task !== null)];
  }

  /** The agents who hold something now: the code of a person who has left is to be used or unblocked by nobody (R21). */
  private async habilitated(accounts: readonly AccountView[]): Promise<AccountView[]> {
    const persons = accounts.map(({ personId }) => personId).filter((personId) => personId !== null);
    const holders = await this.holdings.holdersAmong(persons, this.clock.now());
    return accounts.filter(({ personId }) => personId !== null && holders.has(personId));
  }

  private soonBlocked(accounts: readonly AccountView[]): Task | null {
    const days = Math.max(...policy.idleHorizonDays);
    const today = parisDateOf(this.clock.now());
    const horizon = addDays(today, days);
    const soon = accounts
      .filter(({ blocksAfter }) => blocksAfter !== null && blocksAfter >= today && blocksAfter <= horizon)
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
      href: `/codes?blocksWithin=${days}&holder=habilitated&sort=blocksAfter`,
    };
  }
}

/** Codes of officers that another officer has asked for: two have to agree. */
function requested(accounts: readonly AccountView[], { userCode }: Principal): Task[] {
  const waiting = accounts.filter(
    ({ state, requestedBy }) => state === 'requested' && requestedBy !== userCode,
  );
  if (waiting.length === 0) return [];
  const names = waiting.map(({ name }) => name).join(', ');
  return [
    {
      id: 'accounts-requested',
      title: `${formatCount(waiting.length, 'code')} à accorder ou à refuser`,
      detail: `Pour ${names}. Le code d’un agent de la Caf est demandé par une personne et accordé par une autre.`,
      due: null,
      urgency: 'normal',
      href: '/codes?state=requested',
    },
  ];
}

/** Second factors that another officer has asked to have forgotten: two have to agree. */
function resetsRequested(accounts: readonly AccountView[], { userCode }: Principal, now: Instant): Task[] {
  const waiting = accounts.filter(({ factorReset, state, userCode: code }) => {
    const reset = waitingReset(factorReset, now);
    return reset && reset.by !== userCode && code !== userCode && state !== 'closed';
  });
  if (waiting.length === 0) return [];
  return [
    {
      id: 'accounts-factor-resets',
      title: `${formatCount(waiting.length, 'seconde vérification', 'secondes vérifications')} à rouvrir ou non`,
      detail: `Pour ${waiting.map(({ name }) => name).join(', ')}. Une personne de la Caf le demande, une autre le confirme.`,
      due: null,
      urgency: 'normal',
      href: '/codes?factorReset=requested',
    },
  ];
}

/** Correspondents of whom the Caf alone says that they are. */
function toBeConfirmed(accounts: readonly AccountView[], { userCode: own }: Principal): Task[] {
  const waiting = accounts.filter(
    ({ toBeConfirmed, state, userCode }) => toBeConfirmed && state !== 'closed' && userCode !== own,
  );
  if (waiting.length === 0) return [];
  return [
    {
      id: 'accounts-to-be-confirmed',
      title: `${formatCount(waiting.length, 'correspondant')} à confirmer`,
      detail: `${waiting.map(({ name }) => name).join(', ')}. La Caf a choisi leur messagerie\u00a0: ils ne signent pour votre organisme qu’une fois confirmés.`,
      due: null,
      urgency: 'normal',
      href: '/codes',
    },
  ];
}

/** The Caf decides on what correspondents have asked for here. */
function unblockingRequested(accounts: readonly AccountView[]): Task | null {
  const waiting = accounts.filter(({ unblockingRequest }) => unblockingRequest?.refusal === null);
  if (waiting.length === 0) return null;
  const partners = [...new Set(waiting.map(({ organism }) => organism.name))];
  return {
    id: 'accounts-unblocking-requested',
    title: `${formatCount(waiting.length, 'déblocage')} à accorder ou à refuser`,
    detail: `Pour ${partners.slice(0, 3).join(', ')}${partners.length > 3 ? '…' : ''}.`,
    due: null,
    urgency: 'normal',
    href: '/codes?unblocking=requested',
  };
}

/** Codes that nobody has asked the Caf to unblock, or that it has left blocked; those that it has suspended are not asked for here. */
function blocked(agents: readonly AccountView[]): Task | null {
  const count = agents.filter(
    ({ block, unblockingRequest }) =>
      block !== null && block.since !== null && unblockingRequest?.refusal !== null,
  ).length;
  if (count === 0) return null;
  return {
    id: 'accounts-blocked',
    title: `${formatCount(count, 'code')} ${count < 2 ? 'bloqué' : 'bloqués'}`,
    detail: 'Pour débloquer un code avant une déclaration, demandez-le à votre Caf, avec un motif.',
    due: null,
    urgency: 'normal',
    href: '/codes?block=idle&holder=habilitated',
  };
}
