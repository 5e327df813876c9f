import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { thresholdOf } from '../domain/rule.ts';
import { ruleChange } from '../domain/rule-change.ts';
import { PresentRules } from '../read-models/detection/present-rules.ts';
import { draftOf } from '../replay/drafts.ts';

/** From now on the rule holds from another count on. What it remembers of attempts stays. */
export class ActivateRule extends Command<CommandOutcome> {
  constructor(
    readonly name: string,
    readonly threshold: number,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ActivateRule)
export class ActivateRuleHandler implements ICommandHandler<ActivateRule> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly rules: PresentRules,
  ) {}

  async execute({ name, threshold, reason }: ActivateRule) {
    const { present, draft, text } = await draftOf(this.rules, name, threshold);
    const { version, hash } = draft;
    return this.commands.handle(ruleChange, name, {
      type: 'ActivateRule',
      rule: name,
      draft: { version, threshold, text, hash },
      present: thresholdOf(present),
      range: present.range,
      reason,
    });
  }
}
