import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, later, type Position } from '#event-sourcing';
import { type GivenRefusal, mustActFor, mustNotBeAboutActor, type SecuritySanction } from '#platform';
import { anomaly, isSettled } from '../domain/anomaly.ts';
import type { Verdict } from '../domain/anomaly-events.ts';
import { Sanctions } from './sanctions.ts';

export interface VerdictGiven {
  readonly position: Position;
  /** Why the sanction was not carried out all the same; null when it was, or none was decided. */
  readonly sanctionRefusal: GivenRefusal | null;
}

/** The Caf judges the justification, or the silence; of a confirmed anomaly, with a sanction on the code. */
export class GiveVerdict extends Command<VerdictGiven> {
  constructor(
    readonly anomalyId: string,
    readonly verdict: Verdict,
    readonly comment: string,
    readonly sanction: SecuritySanction | null = null,
  ) {
    super();
  }
}

/**
 * The verdict first: it names the sanction, so that a crash between the two leaves nothing half done (`FinishVerdict`), and what the
 * case does not allow touches no code.
 */
@CommandHandler(GiveVerdict)
export class GiveVerdictHandler implements ICommandHandler<GiveVerdict> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly sanctions: Sanctions,
  ) {}

  async execute({ anomalyId, verdict, comment, sanction }: GiveVerdict): Promise<VerdictGiven> {
    const before = await this.commands.load(anomaly, anomalyId);
    mustActFor(before.cafId);
    mustNotBeAboutActor(before.userCode, 'Cette anomalie');
    const { userCode } = before;
    // Repeated, its own sanction is in force already.
    if (sanction !== null && userCode !== null && !isSettled(before)) {
      await this.sanctions.mustBePossible(userCode, sanction);
    }
    const command = { type: 'GiveVerdict', verdict, comment, sanction } as const;
    const { position } = await this.commands.handle(anomaly, anomalyId, command);
    if (sanction === null || userCode === null) return { position, sanctionRefusal: null };
    const carriedOut = await this.sanctions.carryOut({ anomalyId, userCode, sanction, reason: comment });
    return { position: later(carriedOut.position, position), sanctionRefusal: carriedOut.refusal };
  }
}
