import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { conflict, deriveId, executionContext } from '#platform';
import { account } from '../domain/account.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { newRecoveryCodes } from '../factors/recovery-codes.ts';
import { Sessions } from '../sign-in/sessions.ts';

/** Makes recovery codes, which only this answer shows: sent again, it is refused. Those of before count no more. */
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
    const isShown = async () => (await this.commands.load(account, userCode)).recovery?.setId === setId;
    // Nobody has kept them to be shown again; others would count instead of those that its holder may have noted.
    if (await isShown()) throw shownAlready();
    const outcome = await this.commands.handle(account, userCode, command);
    // Of a set that others have replaced since.
    if (!(await isShown())) throw shownAlready();
    const codes = newRecoveryCodes();
    await this.kept.keepRecoveryCodes(userCode, setId, codes);
    return { ...outcome, codes };
  }
}

const shownAlready = () =>
  conflict(
    'recovery-codes-shown',
    'Ces codes de secours ont déjà été créés, et ne sont montrés qu’une fois\u00a0: si vous ne les avez pas notés, créez-en d’autres.',
  );
