import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, SIGN_IN_OBSTACLES, SignInProspects, signInObstacle } from '#accounts';
import { RecordedAttempts } from '#connections';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { conflict, mustActFor } from '#platform';
import { anomaly } from '../domain/anomaly.ts';
import { mustBeOpenToPartner } from '../domain/anomaly-decisions.ts';
import type { Anomaly } from '../domain/anomaly-state.ts';
import { type AskedAttempt, statement, statementIdOf } from '../domain/statement.ts';

/** The partner asks the agent whose code a case is about whether it was them (R19). */
export class AskAgent extends Command<CommandOutcome> {
  constructor(readonly anomalyId: string) {
    super();
  }
}

@CommandHandler(AskAgent)
export class AskAgentHandler implements ICommandHandler<AskAgent> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly prospects: SignInProspects,
    private readonly recorded: RecordedAttempts,
  ) {}

  async execute({ anomalyId }: AskAgent) {
    const state = await this.commands.load(anomaly, anomalyId);
    const { gestionnaireId } = state;
    mustActFor(gestionnaireId ?? undefined);
    mustBeOpenToPartner(state);
    const userCode = await this.agentIn(state);
    await this.mustBeAbleToAnswer(userCode);
    const attempts = await this.withBrowsers(state);
    const question = { anomalyId, userCode, gestionnaireId: gestionnaireId!, attempts };
    return this.commands.handle(statement, statementIdOf(anomalyId, userCode), {
      type: 'AskAgent',
      question,
    });
  }

  private async agentIn({ userCode }: Anomaly): Promise<string> {
    const code = userCode ?? '';
    const { opened } = await this.commands.load(account, code);
    if (opened?.role === 'agent') return code;
    throw conflict(
      'no-agent',
      'Cette anomalie ne porte pas sur le code d’un agent\u00a0: il n’y a personne à interroger ainsi.',
    );
  }

  /** Whoever asks is told at once, rather than left to wait for an answer that cannot come. */
  private async mustBeAbleToAnswer(userCode: string): Promise<void> {
    const obstacle = signInObstacle(await this.prospects.of(userCode));
    if (obstacle === null) return;
    throw conflict(
      'agent-cannot-sign-in',
      `Cet agent ne peut pas se connecter pour répondre. ${SIGN_IN_OBSTACLES[obstacle]} Interrogez-le de vive voix, et rapportez ce qu’il vous dit dans votre justification.`,
    );
  }

  private async withBrowsers({ evidence }: Anomaly): Promise<AskedAttempt[]> {
    const attempts = [...evidence.values()].sort((a, b) => a.at.localeCompare(b.at));
    const [first, last] = [attempts[0], attempts.at(-1)];
    if (!first || !last) return [];
    const ids = attempts.map(({ attemptId }) => attemptId);
    const recorded = await this.recorded.of(ids, first.at, last.at);
    const browsers = new Map(recorded.map(({ id, browser }) => [id, browser]));
    return attempts.map(({ userCode: _, ...attempt }) => ({
      ...attempt,
      browser: browsers.get(attempt.attemptId) ?? 'unknown',
    }));
  }
}
