import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Organism } from '../domain/account-events.ts';
import { AccountOpening, type Opened } from './account-opening.ts';

export interface Agent {
  readonly personId: string;
  readonly organism: Organism;
  readonly name: string;
  readonly email: string;
}

/** Opens the code of a person who holds a first habilitation; has no effect when it is open already (R12). */
export class OpenAgentAccount extends Command<Opened> {
  constructor(readonly agent: Agent) {
    super();
  }
}

@CommandHandler(OpenAgentAccount)
export class OpenAgentAccountHandler implements ICommandHandler<OpenAgentAccount> {
  constructor(private readonly accounts: AccountOpening) {}

  execute({ agent }: OpenAgentAccount) {
    return this.accounts.open({ ...agent, holder: agent.personId, role: 'agent' }, true);
  }
}
