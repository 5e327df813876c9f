import { Injectable } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import type { CommandOutcome } from '#event-sourcing';
import { type Actor, deriveId, executionContext, type Instant, Refusal, runAs, systemActor } from '#platform';
import type { DepartureState, EndedHolding, Return, Succession } from '../domain/departure.ts';
import { RefuseHabilitation } from './refuse-habilitation.ts';
import { RequestHabilitation } from './request-habilitation.ts';
import { RevokeHabilitation } from './revoke-habilitation.ts';

type Declared = NonNullable<DepartureState['declared']>;

const WITHDRAWN = 'La personne a quitté le gestionnaire, qui l’a déclaré.';

/**
 * What follows from a declaration (R20): profiles end, those of a successor are asked for. Each under a command id that follows from
 * the declaration, so that it is done once, by whoever declares it or after a crash.
 */
@Injectable()
export class DepartureFollowUp {
  constructor(private readonly bus: CommandBus) {}

  /** `declaredAt` is when it was declared: what ends later after a crash is no later for that. */
  async carryOut(id: string, declared: Declared, declaredAt: Instant): Promise<CommandOutcome | null> {
    const { holdings, requests, lastDay: endedOn, reason, successor } = declared;
    let last: CommandOutcome | null = null;
    for (const { habilitationId, establishmentId } of holdings) {
      const revocation = { reason, endedOn, declaredBy: 'gestionnaire', declaredAt } as const;
      const end = new RevokeHabilitation(establishmentId, habilitationId, revocation);
      last = (await this.see(end, id, habilitationId, 'end')) ?? last;
    }
    for (const { requestId, establishmentId } of requests) {
      const refusal = new RefuseHabilitation(establishmentId, requestId, WITHDRAWN);
      last = (await this.see(refusal, id, requestId, 'withdrawal', systemActor('departure'))) ?? last;
    }
    return successor ? ((await this.ask(id, holdings, successor, 'successor')) ?? last) : last;
  }

  /** Whoever comes back asks for what they had; the Caf grants it, and whoever stood in for them hands it back (R6, R11). */
  askBack(id: string, { personId, holdings }: Declared, { reference, requestedOn }: Return) {
    return this.ask(id, holdings, { personId, reference, requestedOn }, 'return');
  }

  private async ask(
    id: string,
    holdings: readonly EndedHolding[],
    succession: Succession,
    purpose: string,
  ): Promise<CommandOutcome | null> {
    let last: CommandOutcome | null = null;
    for (const { habilitationId, establishmentId, profile } of holdings) {
      const requestId = deriveId(id, habilitationId, purpose);
      const request = { ...succession, requestId, profile, documentSha256: null };
      const ask = new RequestHabilitation(establishmentId, request);
      last = (await this.see(ask, id, habilitationId, purpose)) ?? last;
    }
    return last;
  }

  /** Done, or as it should be already; what a rule says no to meanwhile is left to people. */
  private async see(
    command: Command<CommandOutcome>,
    id: string,
    subject: string,
    purpose: string,
    actor: Actor = executionContext().actor,
  ): Promise<CommandOutcome | null> {
    const { correlationId } = executionContext();
    const context = { commandId: deriveId(id, subject, purpose, 'command'), correlationId, causationId: id };
    try {
      return await runAs(actor, () => this.bus.execute(command), context);
    } catch (error) {
      if (error instanceof Refusal && error.kind !== 'unavailable') return null;
      throw error;
    }
  }
}
