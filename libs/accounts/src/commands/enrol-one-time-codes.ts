import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Clock, invalid } from '#platform';
import { account } from '../domain/account.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { stepOf } from '../factors/one-time-codes.ts';
import { enrolmentExpired } from '../sign-in/refusals.ts';
import { Sessions } from '../sign-in/sessions.ts';

/** An application that shows one-time codes has been installed, and shows a right one. */
export class EnrolOneTimeCodes extends Command<CommandOutcome & { sessionToken: string }> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
    readonly factorId: string,
    readonly name: string,
    readonly code: string,
  ) {
    super();
  }
}

@CommandHandler(EnrolOneTimeCodes)
export class EnrolOneTimeCodesHandler implements ICommandHandler<EnrolOneTimeCodes> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly kept: KeptFactors,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async execute({ userCode, sessionId, factorId, name, code }: EnrolOneTimeCodes) {
    const state = await this.commands.load(account, userCode);
    const hasShownOne = await this.sessions.hasSecondFactor(sessionId);
    const command = { type: 'EnrolFactor', factorId, kind: 'one-time-code', name, hasShownOne } as const;
    // Sent again since its answer was lost: its code has been used.
    if (state.factors.some((factor) => factor.factorId === factorId)) {
      const outcome = await this.commands.handle(account, userCode, command);
      return { ...outcome, sessionToken: await this.sessions.renew(sessionId) };
    }
    // What would be refused uses no code up.
    account.decide(command, state, this.clock.now());
    const proposed = await this.kept.proposedSeed(userCode, factorId);
    if (!proposed) {
      throw enrolmentExpired();
    }
    const step = stepOf(proposed.seed, code, this.clock.now());
    // Kept first: a factor that counts and is not kept would keep its holder out.
    if (step === null || !(await this.kept.keepSeed(factorId, step))) {
      throw invalid(
        'wrong-code',
        'Ce code n’est pas le bon. Vérifiez l’heure de votre appareil, puis saisissez le code affiché.',
      );
    }
    await this.sessions.prove(sessionId, 'one-time-code');
    const outcome = await this.commands.handle(account, userCode, command);
    if (state.factors.length === 0) await this.sessions.endAllOf(userCode, sessionId);
    return { ...outcome, sessionToken: await this.sessions.renew(sessionId) };
  }
}
