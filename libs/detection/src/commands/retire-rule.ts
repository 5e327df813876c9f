import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { ruleChange } from '../domain/rule-change.ts';
import { PresentRules } from '../read-models/detection/present-rules.ts';

/** From now on the rule finds nothing. Its cases stay. */
export class RetireRule extends Command<CommandOutcome> {
  constructor(
    readonly name: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RetireRule)
export class RetireRuleHandler implements ICommandHandler<RetireRule> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly rules: PresentRules,
  ) {}

  async execute({ name, reason }: RetireRule) {
    this.rules.mustHave(name);
    return this.commands.handle(ruleChange, name, { type: 'RetireRule', rule: name, reason });
  }
}
