import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { CalendarDate, Ground } from '#platform';
import { account } from '../domain/account.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { AccountScope, mustNotBeOwn } from './account-scope.ts';

/** A code is suspended as a precaution, by the Caf or with an incident that is reported; its sessions end at once (article 4, R23). */
export class SuspendAccount extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
    readonly ground: Ground | null = null,
    /** Its last day; null until it is lifted. */
    readonly until: CalendarDate | null = null,
  ) {
    super();
  }
}

@CommandHandler(SuspendAccount)
export class SuspendAccountHandler implements ICommandHandler<SuspendAccount> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode, reason, ground, until }: SuspendAccount) {
    await this.scope.mustOversee(userCode);
    mustNotBeOwn(userCode);
    const command = { type: 'SuspendAccount', reason, until, ground } as const;
    const outcome = await this.commands.handle(account, userCode, command);
    // Sent again when the code has been unblocked: what it has opened since goes on.
    const { state } = await this.commands.load(account, userCode);
    if (state === 'blocked') await this.sessions.endAllOf(userCode);
    return outcome;
  }
}
