import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { AccountEvent } from '#accounts';
import { idOf, ProjectionProgress, type Reactor, type RecordedEvent } from '#event-sourcing';
import { deriveId, runAs, systemActor } from '#platform';
import { ReleaseCase } from '../commands/release-case.ts';
import { CaseworkQuery } from '../read-models/casework/query.ts';

/** The cases of an officer who has left wait for somebody again: nobody’s home page would show them any more. */
@Injectable()
export class ReleaseCases implements Reactor<AccountEvent> {
  readonly name = 'release-cases';
  readonly categories = ['account'];

  constructor(
    private readonly casework: CaseworkQuery,
    private readonly progress: ProjectionProgress,
    private readonly commands: CommandBus,
  ) {}

  async react({ id, type, stream, position }: RecordedEvent<AccountEvent>): Promise<void> {
    if (type !== 'AccountClosed') return;
    await this.progress.mustHaveSeen(['casework'], position);
    for (const anomalyId of await this.casework.assignedTo(idOf(stream))) {
      const context = { commandId: deriveId(this.name, id, anomalyId), causationId: id };
      await runAs(systemActor(this.name), () => this.commands.execute(new ReleaseCase(anomalyId)), context);
    }
  }
}
