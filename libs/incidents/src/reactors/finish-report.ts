import { Injectable } from '@nestjs/common';
import { idOf, type Reactor, type RecordedEvent } from '#event-sourcing';
import { runAs } from '#platform';
import { EndangeredCodes } from '../commands/endangered-codes.ts';
import type { IncidentEvent } from '../domain/incident.ts';

/** A report that a crash cut short still blocks the code in danger (R23): under the command id of the report, so once. */
@Injectable()
export class FinishReport implements Reactor<IncidentEvent> {
  readonly name = 'finish-report';
  readonly categories = ['incident'];

  constructor(private readonly codes: EndangeredCodes) {}

  async react({ type, stream, data, metadata }: RecordedEvent<IncidentEvent>): Promise<void> {
    if (type !== 'IncidentReported') return;
    const { actor, correlationId, causationId } = metadata;
    const context = { commandId: causationId, correlationId, causationId };
    await runAs(actor, () => this.codes.disarm(idOf(stream), data), context);
  }
}
