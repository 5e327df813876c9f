import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { account } from '../domain/account.ts';
import { AccountScope } from './account-scope.ts';

/** Another officer grants the code that one has asked for: it is opened. */
export class GrantAccountRequest extends Command<CommandOutcome> {
  constructor(readonly userCode: string) {
    super();
  }
}

/** Another officer refuses it. */
export class RefuseAccountRequest extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(GrantAccountRequest)
export class GrantAccountRequestHandler implements ICommandHandler<GrantAccountRequest> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
  ) {}

  async execute({ userCode }: GrantAccountRequest) {
    await this.scope.mustBeAskedFor(userCode);
    const by = executionContext().actor.code;
    return this.commands.handle(account, userCode, { type: 'GrantAccountRequest', userCode, by });
  }
}

@CommandHandler(RefuseAccountRequest)
export class RefuseAccountRequestHandler implements ICommandHandler<RefuseAccountRequest> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
  ) {}

  async execute({ userCode, reason }: RefuseAccountRequest) {
    await this.scope.mustBeAskedFor(userCode);
    const by = executionContext().actor.code;
    return this.commands.handle(account, userCode, { type: 'RefuseAccountRequest', by, reason });
  }
}
