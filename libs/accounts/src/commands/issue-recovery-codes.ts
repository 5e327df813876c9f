import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { deriveId, executionContext } from '#platform';
import { account } from '../domain/account.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { newRecoveryCodes } from '../factors/recovery-codes.ts';
import { Sessions } from '../sign-in/sessions.ts';

/** Makes recovery codes, which only this answer shows. Those of before count no more. */
export class IssueRecoveryCodes extends Command<CommandOutcome & { codes: readonly string[] }> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
  ) {
    super();
  }
}

@CommandHandler(IssueRecoveryCodes)
export class IssueRecoveryCodesHandler implements ICommandHandler<IssueRecoveryCodes> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly kept: KeptFactors,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode, sessionId }: IssueRecoveryCodes) {
    const setId = deriveId(executionContext().commandId, 'recovery-codes');
    const hasShownOne = await this.sessions.hasSecondFactor(sessionId);
    const command = { type: 'IssueRecoveryCodes', setId, hasShownOne } as const;
    const outcome = await this.commands.handle(account, userCode, command);
    const codes = newRecoveryCodes();
    await this.kept.keepRecoveryCodes(userCode, setId, codes);
    return { ...outcome, codes };
  }
}
