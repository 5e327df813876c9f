import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Correspondents } from '#conventions';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { AccountScope } from './account-scope.ts';

/** A correspondent who may sign for the gestionnaire confirms another one, whose code the Caf has opened (R2). */
export class ConfirmCorrespondent extends Command<CommandOutcome> {
  constructor(readonly userCode: string) {
    super();
  }
}

@CommandHandler(ConfirmCorrespondent)
export class ConfirmCorrespondentHandler implements ICommandHandler<ConfirmCorrespondent> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly correspondents: Correspondents,
  ) {}

  async execute({ userCode }: ConfirmCorrespondent) {
    await this.scope.mustOversee(userCode);
    await this.correspondents.mustMaySign();
    return this.commands.handle(account, userCode, { type: 'ConfirmCorrespondent' });
  }
}
