import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { anomaly, isSettled } from '../domain/anomaly.ts';
import { type Answer, statement, unknownQuestion } from '../domain/statement.ts';

/** The agent who was asked says whether it was them (R19). For anybody else there is no question. */
export class GiveStatement extends Command<CommandOutcome> {
  constructor(
    readonly questionId: string,
    readonly answer: Answer,
    readonly text: string,
  ) {
    super();
  }
}

@CommandHandler(GiveStatement)
export class GiveStatementHandler implements ICommandHandler<GiveStatement> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ questionId, answer, text }: GiveStatement) {
    const { question } = await this.commands.load(statement, questionId);
    if (question?.userCode !== executionContext().actor.code) throw unknownQuestion();
    const settled = isSettled(await this.commands.load(anomaly, question.anomalyId));
    return this.commands.handle(statement, questionId, { type: 'GiveStatement', answer, text, settled });
  }
}
