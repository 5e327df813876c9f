import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { retryAt } from '#connections';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Clock, invalid } from '#platform';
import { Credentials } from '../credentials.ts';
import { account } from '../domain/account.ts';
import { type Origin, PasswordAttempts } from '../sign-in/password-attempts.ts';
import { throttled } from '../sign-in/refusals.ts';
import { Sessions } from '../sign-in/sessions.ts';
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
    readonly origin: Origin,
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
    private readonly clock: Clock,
  ) {}

  async execute({ userCode, sessionId, currentPassword, newPassword, origin }: ChangePassword) {
    const now = this.clock.now();
    const subject = { userCode, identifierHash: null };
    const [state, hashes, before] = await Promise.all([
      this.commands.load(account, userCode),
      this.credentials.hashesOf(userCode),
      this.attempts.standingOf(subject),
    ]);
    const passwordId = passwordIdOfCommand();
    const command = { type: 'ChangePassword', former: state.passwordId, passwordId } as const;
    const session = { id: sessionId, userCode };
    // Sent again since it was cut off: the password that was current is so no more.
    if (state.passwordId === passwordId) {
      const outcome = await this.commands.handle(account, userCode, command);
      return { ...outcome, sessionToken: await this.sessions.renew(session, passwordId) };
    }
    const organism = state.opened && { id: state.opened.organism.id };
    const attempt = { ...subject, ...origin, organism };
    const waitUntil = retryAt(before, now);
    if (waitUntil !== null) {
      await this.attempts.record({ ...attempt, outcome: 'throttled' }, before);
      throw throttled(waitUntil, now);
    }
    if (!(await this.credentials.isRight(currentPassword, hashes.get(state.passwordId ?? '')))) {
      await this.attempts.record({ ...attempt, outcome: 'wrong-password' }, before);
      throw invalid('wrong-password', 'Le mot de passe actuel n’est pas le bon.');
    }
    await this.attempts.confirm({ ...attempt, sessionId }, before);
    if (newPassword.normalize() === currentPassword.normalize()) {
      throw invalid('same-password', 'Choisissez un mot de passe différent de l’actuel.');
    }
    await this.sessions.allow(sessionId, passwordId);
    const outcome = await this.passwords.set(state, passwordId, newPassword, command);
    return { ...outcome, sessionToken: await this.sessions.renew(session, passwordId) };
  }
}
