import { randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { invalid } from '#platform';
import { Credentials } from '../credentials.ts';
import { account } from '../domain/account.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { PasswordSetting } from './password-setting.ts';

/** The person signed in chooses another password (R13, R14). Their other sessions end. */
export class ChangePassword extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
    readonly currentPassword: string,
    readonly newPassword: string,
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
  ) {}

  async execute({ userCode, sessionId, currentPassword, newPassword }: ChangePassword) {
    const [state, hashes] = await Promise.all([
      this.commands.load(account, userCode),
      this.credentials.hashesOf(userCode),
    ]);
    if (!(await this.credentials.isRight(currentPassword, hashes.get(state.passwordId ?? '')))) {
      throw invalid('wrong-password', 'Le mot de passe actuel n’est pas le bon.');
    }
    if (newPassword.normalize() === currentPassword.normalize()) {
      throw invalid('same-password', 'Choisissez un mot de passe différent de l’actuel.');
    }
    const passwordId = randomUUID();
    const command = { type: 'ChangePassword', passwordId } as const;
    const outcome = await this.passwords.set(state, passwordId, newPassword, command);
    await this.sessions.endAllOf(userCode, sessionId);
    return outcome;
  }
}
