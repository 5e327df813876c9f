import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Ground } from '#platform';
import { account } from '../domain/account.ts';
import { AccountScope, mustNotBeOwn } from './account-scope.ts';

/** The Caf forces a change of password (article 4). */
export class RequirePasswordChange extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
    readonly ground: Ground | null = null,
  ) {
    super();
  }
}

@CommandHandler(RequirePasswordChange)
export class RequirePasswordChangeHandler implements ICommandHandler<RequirePasswordChange> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
  ) {}

  async execute({ userCode, reason, ground }: RequirePasswordChange) {
    await this.scope.mustOversee(userCode);
    mustNotBeOwn(userCode);
    return this.commands.handle(account, userCode, { type: 'RequirePasswordChange', reason, ground });
  }
}
