import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ConnectionsModule } from '#connections';
import { ConventionsModule } from '#conventions';
import { ActivateRuleHandler } from './commands/activate-rule.ts';
import { ResumeRuleHandler } from './commands/resume-rule.ts';
import { RetireRuleHandler } from './commands/retire-rule.ts';
import { RuleCards } from './http/rule-cards.ts';
import { RulesController } from './http/rules.controller.ts';
import { AttemptImport } from './import/attempt-import.ts';
import { PresentRules } from './read-models/detection/present-rules.ts';
import { HitsQuery } from './read-models/detection/query.ts';
import { RuleReplays } from './replay/rule-replays.ts';
import { UsesAfterDeparture } from './replay/uses-after-departure.ts';

@Module({
  imports: [ConventionsModule, ConnectionsModule, AccountsModule],
  controllers: [RulesController],
  providers: [
    ActivateRuleHandler,
    RetireRuleHandler,
    ResumeRuleHandler,
    RuleCards,
    PresentRules,
    HitsQuery,
    RuleReplays,
    UsesAfterDeparture,
    AttemptImport,
  ],
  exports: [AttemptImport, HitsQuery, PresentRules, RuleReplays, UsesAfterDeparture],
})
export class DetectionModule {}
