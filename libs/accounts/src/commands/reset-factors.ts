import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { account } from '../domain/account.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { SignInWaits } from '../sign-in/waits.ts';
import { AccountScope, mustNotBeOwn } from './account-scope.ts';

/** Somebody has lost their devices and recovery codes: an officer asks to have them forgotten, for a reason. */
export class RequestFactorReset extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

/** Another officer confirms it: the sessions end, and the password opens the way to adding another factor. */
export class GrantFactorReset extends Command<CommandOutcome> {
  constructor(readonly userCode: string) {
    super();
  }
}

/** Another officer refuses it. */
export class RefuseFactorReset extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RequestFactorReset)
export class RequestFactorResetHandler implements ICommandHandler<RequestFactorReset> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
  ) {}

  async execute({ userCode, reason }: RequestFactorReset) {
    mustNotBeOwn(userCode);
    await this.scope.mustOversee(userCode);
    const by = executionContext().actor.code;
    return this.commands.handle(account, userCode, { type: 'RequestFactorReset', reason, by });
  }
}

@CommandHandler(GrantFactorReset)
export class GrantFactorResetHandler implements ICommandHandler<GrantFactorReset> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly kept: KeptFactors,
    private readonly sessions: Sessions,
    private readonly waits: SignInWaits,
  ) {}

  async execute({ userCode }: GrantFactorReset) {
    mustNotBeOwn(userCode);
    const { factors } = await this.scope.mustOversee(userCode);
    const by = executionContext().actor.code;
    const outcome = await this.commands.handle(account, userCode, { type: 'GrantFactorReset', by });
    // Repeated once the holder has added a device: what came since stays.
    const since = await this.commands.load(account, userCode);
    if (since.factors.length > 0) return outcome;
    for (const { factorId } of factors) {
      await this.kept.forget(factorId);
    }
    await this.kept.forgetRecoveryCodes(userCode);
    await this.sessions.endAllOf(userCode);
    await this.waits.end(userCode);
    return outcome;
  }
}

@CommandHandler(RefuseFactorReset)
export class RefuseFactorResetHandler implements ICommandHandler<RefuseFactorReset> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
  ) {}

  async execute({ userCode, reason }: RefuseFactorReset) {
    mustNotBeOwn(userCode);
    await this.scope.mustOversee(userCode);
    const by = executionContext().actor.code;
    return this.commands.handle(account, userCode, { type: 'RefuseFactorReset', reason, by });
  }
}
