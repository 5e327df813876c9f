import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Clock, conflict, deriveId, executionContext, invalid } from '#platform';
import { account } from '../domain/account.ts';
import { Challenges } from '../factors/challenges.ts';
import { KeptPasskeys } from '../factors/kept-passkeys.ts';
import { keyIn, type NewPasskeyAnswer } from '../factors/passkey-answers.ts';
import type { RelyingParty } from '../factors/relying-party.ts';
import { enrolmentExpired } from '../sign-in/refusals.ts';
import { Sessions } from '../sign-in/sessions.ts';

export interface MadePasskey {
  readonly name: string;
  readonly answer: NewPasskeyAnswer;
  /** Of the challenge that it answers. */
  readonly bearer: string;
  readonly party: RelyingParty;
}

/** A browser has made a passkey for the person signed in. */
export class EnrolPasskey extends Command<CommandOutcome & { sessionToken: string }> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
    readonly made: MadePasskey,
  ) {
    super();
  }
}

@CommandHandler(EnrolPasskey)
export class EnrolPasskeyHandler implements ICommandHandler<EnrolPasskey> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly challenges: Challenges,
    private readonly kept: KeptPasskeys,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async execute({ userCode, sessionId, made: { name, answer, bearer, party } }: EnrolPasskey) {
    const factorId = deriveId(executionContext().commandId, 'passkey');
    const state = await this.commands.load(account, userCode);
    const hasShownOne = await this.sessions.hasSecondFactor(sessionId);
    const command = { type: 'EnrolFactor', factorId, kind: 'passkey', name, hasShownOne } as const;
    // Sent again since its answer was lost: its challenge has been used.
    if (state.factors.some((factor) => factor.factorId === factorId)) {
      const outcome = await this.commands.handle(account, userCode, command);
      return { ...outcome, sessionToken: await this.sessions.renew(sessionId) };
    }
    account.decide(command, state, this.clock.now());
    const challenge = await this.challenges.take(bearer, userCode);
    if (challenge === null) {
      throw enrolmentExpired();
    }
    const key = await keyIn(answer, challenge, party);
    if (!key) {
      throw invalid(
        'passkey-refused',
        'Cette clé d’accès n’a pas pu être vérifiée\u00a0: recommencez son ajout.',
      );
    }
    // Kept first: a factor that counts and is not kept would keep its holder out.
    if (!(await this.kept.keep({ ...key, factorId, userCode, transports: answer.transports }))) {
      throw conflict('passkey-known', 'Cette clé d’accès est déjà enregistrée.');
    }
    await this.sessions.prove(sessionId, 'passkey');
    const outcome = await this.commands.handle(account, userCode, command);
    if (state.factors.length === 0) await this.sessions.endAllOf(userCode, sessionId);
    return { ...outcome, sessionToken: await this.sessions.renew(sessionId) };
  }
}
