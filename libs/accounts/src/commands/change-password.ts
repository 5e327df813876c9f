import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { invalid } from '#platform';
import { Credentials } from '../credentials.ts';
import { account } from '../domain/account.ts';
import { PasswordAttempts } from '../sign-in/password-attempts.ts';
import { PasswordQueue } from '../sign-in/password-queue.ts';
import { Sessions } from '../sign-in/sessions.ts';
import type { Visitor } from '../sign-in/trial.ts';
import { SignInWaits } from '../sign-in/waits.ts';
import { passwordIdOfCommand } from './activate-account.ts';
import { PasswordSetting } from './password-setting.ts';

/**
 * The person signed in chooses another password (R13, R14). Their session goes on under a new token, the others end: whoever
 * has come by one is out, and cannot try out the password here before: a wrong one is an attempt like one at the sign-in (R18).
 */
export class ChangePassword extends Command<CommandOutcome & { sessionToken: string }> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
    readonly currentPassword: string,
    readonly newPassword: string,
    readonly visitor: Visitor,
  ) {
    super();
  }
}

@CommandHandler(ChangePassword)
export class ChangePasswordHandler implements ICommandHandler<ChangePassword> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly passwords: PasswordSetting,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly attempts: PasswordAttempts,
    private readonly queue: PasswordQueue,
    private readonly waits: SignInWaits,
  ) {}

  async execute({ userCode, sessionId, currentPassword, newPassword, visitor }: ChangePassword) {
    const state = await this.commands.load(account, userCode);
    const passwordId = passwordIdOfCommand();
    const command = { type: 'ChangePassword', former: state.passwordId, passwordId } as const;
    const session = { id: sessionId, userCode };
    // Sent again since it was cut off: the password that was current is so no more.
    if (state.passwordId === passwordId) {
      const outcome = await this.commands.handle(account, userCode, command);
      return { ...outcome, sessionToken: await this.sessions.renewWith(session, passwordId) };
    }
    const organism = state.opened && { id: state.opened.organism.id };
    const tried = { userCode, identifierHash: null, organism };
    const trial = { subject: this.waits.subjectOf(userCode), visitor, whose: async () => tried };
    const { wasRight } = await this.attempts.make(trial, async () => {
      const wasRight = await this.queue.run(true, () =>
        this.credentials.isRight(userCode, currentPassword, () => state.passwordId),
      );
      if (wasRight) await this.attempts.confirm(userCode, sessionId);
      else await this.attempts.record(tried, visitor, { outcome: 'wrong-password' });
      return { wasRight };
    });
    if (!wasRight) throw invalid('wrong-password', 'Le mot de passe actuel n’est pas le bon.');
    if (newPassword.normalize() === currentPassword.normalize()) {
      throw invalid('same-password', 'Choisissez un mot de passe différent de l’actuel.');
    }
    await this.sessions.allow(sessionId, passwordId);
    const outcome = await this.passwords.set(state, passwordId, newPassword, command);
    return { ...outcome, sessionToken: await this.sessions.renewWith(session, passwordId) };
  }
}
