import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ConventionsQuery } from '#conventions';
import { CommandHandling, idOf, type Reactor, type RecordedEvent } from '#event-sourcing';
import { person, type RosterEvent } from '#habilitations';
import { personName } from '#platform';
import { OpenAgentAccount } from '../commands/open-agent-account.ts';

/** A person's first habilitation opens their code, and sends for the credentials (R12, R15). */
@Injectable()
export class OpenAccountReactor implements Reactor<RosterEvent> {
  readonly name = 'open-account';
  readonly categories = ['roster'];

  constructor(
    private readonly handling: CommandHandling,
    private readonly conventions: ConventionsQuery,
    private readonly commands: CommandBus,
  ) {}

  async react({ type, data, stream }: RecordedEvent<RosterEvent>): Promise<void> {
    if (type !== 'HabilitationGranted') return;
    const { personId } = data;
    const establishmentId = idOf(stream);
    const [registered, establishment] = await Promise.all([
      this.handling.load(person, personId),
      this.conventions.establishment(establishmentId),
    ]);
    // The read model of the conventions may be behind: the event is then shown again.
    if (!registered || !establishment) throw new Error(`Nothing is known yet of ${establishmentId}`);
    const agent = { name: personName(registered), email: registered.email };
    const organism = establishment.gestionnaire;
    await this.commands.execute(new OpenAgentAccount({ personId, organism, ...agent }));
  }
}
