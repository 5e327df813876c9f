import { Module } from '@nestjs/common';
import { ConnectionsModule } from '#connections';
import { ConventionsModule } from '#conventions';
import { ActivateRuleHandler } from './commands/activate-rule.ts';
import { RetireRuleHandler } from './commands/retire-rule.ts';
import { RuleCards } from './http/rule-cards.ts';
import { RulesController } from './http/rules.controller.ts';
import { PresentRules } from './read-models/detection/present-rules.ts';
import { HitsQuery } from './read-models/detection/query.ts';
import { RuleReplays } from './replay/rule-replays.ts';

@Module({
  imports: [ConventionsModule, ConnectionsModule],
  controllers: [RulesController],
  providers: [ActivateRuleHandler, RetireRuleHandler, RuleCards, PresentRules, HitsQuery, RuleReplays],
  exports: [HitsQuery, PresentRules, RuleReplays],
})
export class DetectionModule {}
