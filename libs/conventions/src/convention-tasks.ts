import { Injectable } from '@nestjs/common';
import type { Principal, Task, TaskSource } from '#platform';
import type { PartyRole } from './domain/convention-events.ts';
import { partyOf } from './domain/party-of.ts';
import { ConventionsQuery } from './read-models/conventions/query.ts';
import type { ConventionView } from './read-models/conventions/view.ts';

/** The conventions that wait for the signature of the reader's own party (R2). */
@Injectable()
export class ConventionTasks implements TaskSource {
  constructor(private readonly conventions: ConventionsQuery) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'gestionnaire' && principal.role !== 'caf-habilitation') return [];
    const own = partyOf(principal);
    const conventions = await this.conventions.visibleTo(principal);
    return conventions
      .filter(({ state, signatures }) => state === 'draft' && signatures.every(({ party }) => party !== own))
      .map((convention) => toTask(convention, own));
  }
}

function toTask(convention: ConventionView, own: PartyRole): Task {
  const { id, gestionnaire, caf } = convention;
  const [act, other] =
    own === 'caf' ? ['Convention à signer', gestionnaire.name] : [actOfGestionnaire(convention), caf.name];
  return {
    id: `convention-${id}`,
    title: `${act}\u00a0: ${other}`,
    detail: 'Elle ne prend effet qu’une fois signée par chaque partie.',
    due: null,
    urgency: 'normal',
    href: `/conventions/${id}`,
  };
}

function actOfGestionnaire({ announced, link }: ConventionView): string {
  if (announced) return 'Original signé à confirmer';
  return link?.expiresAt === null ? 'Lien de signature à envoyer' : 'Convention à signer';
}
