import { Injectable } from '@nestjs/common';
import { CommandHandling, idOf, type Reactor, type RecordedEvent } from '#event-sourcing';
import { runAs } from '#platform';
import { Sanctions } from '../commands/sanctions.ts';
import { anomaly } from '../domain/anomaly.ts';
import type { AnomalyEvent } from '../domain/anomaly-events.ts';

/** A verdict that a crash cut short still has its sanction: under the command id of the verdict, so once. */
@Injectable()
export class FinishVerdict implements Reactor<AnomalyEvent> {
  readonly name = 'finish-verdict';
  readonly categories = ['anomaly'];

  constructor(
    private readonly commands: CommandHandling,
    private readonly sanctions: Sanctions,
  ) {}

  async react({ type, stream, data, metadata }: RecordedEvent<AnomalyEvent>): Promise<void> {
    if (type !== 'VerdictGiven' || data.sanction === null) return;
    const anomalyId = idOf(stream);
    const { userCode } = await this.commands.load(anomaly, anomalyId);
    if (userCode === null) return;
    const { sanction, comment: reason } = data;
    const { actor, correlationId, causationId } = metadata;
    const context = { commandId: causationId, correlationId, causationId };
    await runAs(actor, () => this.sanctions.carryOut({ anomalyId, userCode, sanction, reason }), context);
  }
}
