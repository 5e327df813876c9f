import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { deriveId, executionContext } from '#platform';
import { account } from '../domain/account.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { newRecoveryCodes } from '../factors/recovery-codes.ts';

/** Makes recovery codes, which only this answer shows. Those of before count no more. */
export class IssueRecoveryCodes extends Command<CommandOutcome & { codes: readonly string[] }> {
  constructor(readonly userCode: string) {
    super();
  }
}

@CommandHandler(IssueRecoveryCodes)
export class IssueRecoveryCodesHandler implements ICommandHandler<IssueRecoveryCodes> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly kept: KeptFactors,
  ) {}

  async execute({ userCode }: IssueRecoveryCodes) {
    const setId = deriveId(executionContext().commandId, 'recovery-codes');
    const outcome = await this.commands.handle(account, userCode, { type: 'IssueRecoveryCodes', setId });
    const codes = newRecoveryCodes();
    await this.kept.keepRecoveryCodes(userCode, setId, codes);
    return { ...outcome, codes };
  }
}
