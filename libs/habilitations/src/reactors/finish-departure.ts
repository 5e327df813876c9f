import { Injectable } from '@nestjs/common';
import { CommandHandling, idOf, ProjectionProgress, type Reactor, type RecordedEvent } from '#event-sourcing';
import { runAs } from '#platform';
import { DepartureFollowUp } from '../commands/departure-follow-up.ts';
import { type DepartureEvent, departure } from '../domain/departure.ts';

/** A declaration that a crash cut short still ends the profiles, and asks for those of a successor (R20): each once. */
@Injectable()
export class FinishDeparture implements Reactor<DepartureEvent> {
  readonly name = 'finish-departure';
  readonly categories = ['departure'];

  constructor(
    private readonly commands: CommandHandling,
    private readonly followUp: DepartureFollowUp,
    private readonly progress: ProjectionProgress,
  ) {}

  async react({ type, data, stream, metadata, position }: RecordedEvent<DepartureEvent>): Promise<void> {
    if (type === 'ReturnPostponed') return;
    const id = idOf(stream);
    const { actor, correlationId, occurredAt } = metadata;
    await this.progress.mustHaveSeen(['habilitations'], position);
    await runAs(
      actor,
      async () => {
        if (type === 'DepartureDeclared') return void (await this.followUp.carryOut(id, data, occurredAt));
        const { declared } = await this.commands.load(departure, id);
        if (declared) await this.followUp.comeBack(id, declared, data);
      },
      { correlationId },
    );
  }
}
