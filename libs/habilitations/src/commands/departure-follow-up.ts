import { Injectable } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import {
  type Actor,
  addDays,
  Clock,
  deriveId,
  executionContext,
  type Instant,
  type Profile,
  parisDateOf,
  Refusal,
  runAs,
  systemActor,
} from '#platform';
import {
  type DepartureState,
  type EndedHolding,
  type Return,
  type Succession,
  stillTheirsOn,
} from '../domain/departure.ts';
import { roster } from '../domain/roster.ts';
import type { WrittenRequest } from '../domain/roster-events.ts';
import type { Pending } from '../domain/roster-state.ts';
import { holderAt, termAfter } from '../domain/roster-terms.ts';
import { BringTermForward } from './bring-term-forward.ts';
import { RequestHabilitation } from './request-habilitation.ts';
import { RevokeHabilitation } from './revoke-habilitation.ts';
import { WithdrawRequest } from './withdraw-request.ts';
import { requestFor, requestForSuccessor } from './written-requests.ts';

type Declared = NonNullable<DepartureState['declared']>;

const RETURNED = 'Retour déclaré par le gestionnaire.';
const WITHDRAWN = 'La personne a quitté le gestionnaire, qui l’a déclaré.';

/**
 * What follows from a declaration (R20): profiles end, those of a successor are asked for. Each under a command id that follows from
 * the declaration, so that it is done once, by whoever declares it or after a crash.
 */
@Injectable()
export class DepartureFollowUp {
  constructor(
    private readonly bus: CommandBus,
    private readonly commands: CommandHandling,
    private readonly clock: Clock,
  ) {}

  /** `declaredAt` is when it was declared: what ends later after a crash is no later for that. */
  async carryOut(id: string, declared: Declared, declaredAt: Instant): Promise<CommandOutcome | null> {
    const { holdings, requests, lastDay: endedOn, reason, successor } = declared;
    let last: CommandOutcome | null = null;
    for (const { habilitationId, establishmentId } of holdings) {
      const isAbsence = declared.kind === 'absence';
      const revocation = { reason, endedOn, declaredBy: 'gestionnaire', declaredAt, isAbsence } as const;
      const end = new RevokeHabilitation(establishmentId, habilitationId, revocation);
      last = (await this.see(end, id, habilitationId, 'end')) ?? last;
    }
    for (const { requestId, establishmentId } of requests) {
      const withdrawal = new WithdrawRequest(establishmentId, requestId, WITHDRAWN);
      last = (await this.see(withdrawal, id, requestId, 'withdrawal', systemActor('departure'))) ?? last;
    }
    return successor ? ((await this.askForSuccessor(id, declared, successor)) ?? last) : last;
  }

  private async askForSuccessor(
    id: string,
    declared: Declared,
    successor: Succession,
  ): Promise<CommandOutcome | null> {
    let last: CommandOutcome | null = null;
    for (const holding of declared.holdings) {
      const state = await this.commands.load(roster, holding.establishmentId);
      const request = requestForSuccessor(id, holding, successor, declared, state, this.clock.now());
      if (request) last = (await this.ask(id, holding, request, 'successor')) ?? last;
    }
    return last;
  }

  /**
   * Whoever comes back has at once what another has for a time, and asks for the rest of what they had: the Caf grants it,
   * and whoever stood in hands it back (R6, R11).
   */
  async comeBack(id: string, declared: Declared, { reference, requestedOn }: Return) {
    const { personId, holdings } = declared;
    const now = this.clock.now();
    const today = parisDateOf(now);
    const yesterday = addDays(today, -1);
    let last: CommandOutcome | null = null;
    for (const holding of stillTheirsOn(today, holdings)) {
      const { establishmentId, profile, habilitationId } = holding;
      const state = await this.commands.load(roster, establishmentId);
      // Nobody stands in any more for whoever is back.
      for (const { requestId } of state.pending.filter((asked) => standsInFor(asked, profile, personId))) {
        const withdrawal = new WithdrawRequest(establishmentId, requestId, RETURNED);
        last = (await this.see(withdrawal, id, requestId, 'withdrawal', systemActor('departure'))) ?? last;
      }
      const awaited = state.returning[profile];
      if (awaited?.personId === personId) {
        const end = new BringTermForward(establishmentId, awaited.habilitationId, yesterday, RETURNED);
        last = (await this.see(end, id, habilitationId, 'sooner')) ?? last;
      } else if (reference !== null && requestedOn !== null) {
        // Whoever stood in for another does so again until the same day, and takes nobody’s return away.
        const term = termAfter(state, { personId, profile, expectedReturn: null }, now);
        const request = requestFor(id, holding, 'return', { personId, reference, requestedOn, term });
        last = (await this.ask(id, holding, request, 'return')) ?? last;
      }
    }
    return last;
  }

  /**
   * Whether whoever comes back has to be asked for in writing: somebody else has, or nobody, what was theirs (R11). Not where
   * another is asked for already, for good.
   */
  async isRequestNeeded({ personId, holdings: ended }: Declared): Promise<boolean> {
    const now = this.clock.now();
    for (const { establishmentId, profile } of stillTheirsOn(parisDateOf(now), ended)) {
      const state = await this.commands.load(roster, establishmentId);
      const waiting = state.pending.find((asked) => asked.profile === profile);
      if (waiting && !standsInFor(waiting, profile, personId)) continue;
      const theirs = [state.returning[profile], holderAt(state, profile, now)];
      if (theirs.every((holding) => holding?.personId !== personId)) return true;
    }
    return false;
  }

  private ask(
    id: string,
    { habilitationId, establishmentId }: EndedHolding,
    request: WrittenRequest,
    purpose: string,
  ): Promise<CommandOutcome | null> {
    return this.see(new RequestHabilitation(establishmentId, request), id, habilitationId, purpose);
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

const standsInFor = ({ profile, term }: Pending, of: Profile, personId: string): boolean =>
  profile === of && term?.returnsTo === personId;
