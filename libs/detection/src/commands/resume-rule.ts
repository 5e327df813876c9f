import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { ruleChange } from '../domain/rule-change.ts';
import { PresentRules } from '../read-models/detection/present-rules.ts';

/** A rule that was retired finds something again, as it did before. */
export class ResumeRule extends Command<CommandOutcome> {
  constructor(
    readonly name: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ResumeRule)
export class ResumeRuleHandler implements ICommandHandler<ResumeRule> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly rules: PresentRules,
  ) {}

  async execute({ name, reason }: ResumeRule) {
    this.rules.mustHave(name);
    return this.commands.handle(ruleChange, name, { type: 'ResumeRule', rule: name, reason });
  }
}
