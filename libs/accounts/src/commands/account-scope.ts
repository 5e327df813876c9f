import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { CommandHandling } from '#event-sourcing';
import { HoldingsQuery, Rights } from '#habilitations';
import {
  addDays,
  Clock,
  conflict,
  executionContext,
  type Instant,
  isOfCaf,
  notFound,
  parisDateOf,
  policy,
  startOfDay,
} from '#platform';
import { account } from '../domain/account.ts';
import type { Organism } from '../domain/account-events.ts';
import type { Account } from '../domain/account-state.ts';
import { isHabilitated } from '../domain/sign-in.ts';
import { USER_CODE } from '../domain/user-code.ts';

/** Which codes the actor may act on: those of their own organism, and for a Caf of its partners. */
@Injectable()
export class AccountScope {
  constructor(
    private readonly commands: CommandHandling,
    private readonly conventions: ConventionsQuery,
    private readonly rights: Rights,
    private readonly holdings: HoldingsQuery,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal account-unknown: there is no such code, or not for this actor */
  async mustOversee(userCode: string): Promise<Account> {
    if (!USER_CODE.test(userCode)) throw accountUnknown();
    const state = await this.commands.load(account, userCode);
    const organism = state.opened?.organism.id;
    const { actor } = executionContext();
    if (organism === undefined) throw accountUnknown();
    if (actor.role === 'system') return state;
    if (actor.organism !== null && (await this.conventions.oversees(actor.organism, organism))) return state;
    throw accountUnknown();
  }

  /** As `mustOversee`, of whoever may still use it: an agent who holds nothing any more needs no link (R21). @throws Refusal holder-not-habilitated, too */
  async mustServe(userCode: string): Promise<Account> {
    return this.mustBeHabilitated(await this.mustOversee(userCode), [this.clock.now()]);
  }

  /** As `mustServe`, or of whoever has a profile again soon: a code that is unblocked ahead opens nothing before (R17, R21). */
  async mustServeSoon(userCode: string): Promise<Account> {
    const now = this.clock.now();
    const soon = startOfDay(addDays(parisDateOf(now), policy.unblockingAheadDays));
    const state = await this.mustOversee(userCode);
    const personId = state.opened?.personId ?? null;
    const returns = personId === null ? [] : (await this.holdings.returnsAmong([personId], now)).values();
    return this.mustBeHabilitated(state, [now, ...[...returns].filter((at) => at <= soon)]);
  }

  /** At one of these instants. */
  private async mustBeHabilitated(state: Account, at: readonly Instant[]): Promise<Account> {
    const personId = state.opened?.personId ?? null;
    for (const instant of at) {
      const held = personId === null ? [] : await this.rights.rightsOf(personId, instant);
      if (isHabilitated(state, held)) return state;
    }
    throw conflict(
      'holder-not-habilitated',
      `Cette personne ne tient plus aucun profil\u00a0: son code n’ouvrirait rien. Une nouvelle habilitation, demandée par écrit, vient d’abord\u00a0; qui retrouve ses profils à un jour connu est débloqué dès ${policy.unblockingAheadDays}\u00a0jours avant.`,
    );
  }

  /** The code waits for a decision of the actor's own Caf. @throws Refusal account-unknown */
  async mustBeAskedFor(userCode: string): Promise<void> {
    if (!USER_CODE.test(userCode)) throw accountUnknown();
    const { request } = await this.commands.load(account, userCode);
    const { actor } = executionContext();
    if (!request || (actor.role !== 'system' && actor.organism !== request.holder.organism.id))
      throw accountUnknown();
  }

  /** The partner of that id, for an officer of the Caf. @throws Refusal partner-unknown */
  async partner(id: string): Promise<Organism> {
    const { organism } = executionContext().actor;
    const partnerships = organism === null ? [] : await this.conventions.partnershipsOf(organism);
    const partner = partnerships.find(({ gestionnaire }) => gestionnaire.id === id)?.gestionnaire;
    if (!partner) {
      throw notFound(
        'partner-unknown',
        'Aucune convention signée des deux parties ne vous lie à ce gestionnaire.',
      );
    }
    return partner;
  }
}

/** Nobody of the Caf takes a measure on their own code; whoever is of a partner reports their own password stolen. @throws Refusal own-account */
export function mustNotBeOwn(userCode: string): void {
  const { code, role } = executionContext().actor;
  if (code !== userCode || !isOfCaf(role)) return;
  throw conflict(
    'own-account',
    'C’est votre propre code\u00a0: une autre personne de la Caf peut prendre cette mesure.',
  );
}

export const accountUnknown = () => notFound('account-unknown', 'Ce code n’existe pas.');
