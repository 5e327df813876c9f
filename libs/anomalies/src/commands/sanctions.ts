import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { account, goesOnLonger, RequirePasswordChange, SuspendAccount } from '#accounts';
import { CommandHandling, type Position, START } from '#event-sourcing';
import {
  conflict,
  executionContext,
  type GivenRefusal,
  Refusal,
  runAs,
  SANCTION_NAMES,
  type SecuritySanction,
} from '#platform';
import { casework } from '../domain/casework.ts';

export interface DecidedSanction {
  readonly anomalyId: string;
  readonly userCode: string;
  readonly sanction: SecuritySanction;
  readonly reason: string;
}

export interface SanctionOutcome {
  readonly position: Position;
  readonly refusal: GivenRefusal | null;
}

/** Sanctions that come with a verdict. They are the accounts’ own commands, with the rights that these ask for. */
@Injectable()
export class Sanctions {
  constructor(
    private readonly bus: CommandBus,
    private readonly commands: CommandHandling,
  ) {}

  /** Before the verdict: what could not be done is not decided. @throws Refusal sanction-impossible */
  async mustBePossible(userCode: string, sanction: SecuritySanction): Promise<void> {
    const code = await this.commands.load(account, userCode);
    if (code.state === 'active') return;
    if (sanction === 'suspension' && (code.state === 'pending' || goesOnLonger(null, code))) return;
    throw conflict(
      'sanction-impossible',
      sanction === 'suspension'
        ? 'Ce code est déjà bloqué ou fermé : concluez sans le suspendre.'
        : 'Ce code n’est pas actif, il n’a pas de mot de passe à changer : concluez sans cette mesure.',
    );
  }

  /**
   * Under the command id of the verdict: repeating it changes nothing. What has come in between is answered, and noted on the case.
   */
  carryOut(decided: DecidedSanction): Promise<SanctionOutcome> {
    const { actor, commandId, correlationId, causationId } = executionContext();
    // What the officer had seen is the case: of the code, and of what colleagues note, nobody asks that it be unchanged.
    return runAs(actor, () => this.apply(decided), { commandId, correlationId, causationId });
  }

  private async apply(decided: DecidedSanction): Promise<SanctionOutcome> {
    try {
      const { position } = await this.bus.execute(commandFor(decided));
      return { position, refusal: null };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === DONE_ALREADY[decided.sanction]) return { position: START, refusal: null };
      const { code, message } = error;
      const text = `Mesure non appliquée (${SANCTION_NAMES[decided.sanction].toLowerCase()})\u00a0: ${message}`;
      const note = { type: 'NoteOnCase', text } as const;
      const { position } = await this.commands.handle(casework, decided.anomalyId, note);
      return { position, refusal: { code, message } };
    }
  }
}

/** Somebody else has done it meanwhile: it is as it should be. */
const DONE_ALREADY: Readonly<Record<SecuritySanction, string>> = {
  suspension: 'account-blocked',
  'password-change': 'change-required',
};

function commandFor({ anomalyId, userCode, sanction, reason }: DecidedSanction) {
  const ground = { kind: 'anomaly', id: anomalyId } as const;
  const because = `Anomalie confirmée\u00a0: ${reason}`;
  return sanction === 'suspension'
    ? new SuspendAccount(userCode, because, ground)
    : new RequirePasswordChange(userCode, because, ground);
}
