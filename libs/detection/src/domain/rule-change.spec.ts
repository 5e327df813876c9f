import { specify } from '#event-sourcing/testing';
import type { Range } from './rule.ts';
import { type RuleCommand, type RuleEvent, ruleChange } from './rule-change.ts';

const NOW = '2026-11-23T10:00:00.000Z';
const draft = (threshold: number, version: number) => ({
  version,
  threshold,
  text: `gte: ${threshold}`,
  hash: 'abc',
});
const activate = (
  threshold: number,
  range: Range | null = { least: 3, most: 20 },
  version = 4,
): RuleCommand => ({
  type: 'ActivateRule',
  rule: 'failures-on-one-code',
  draft: draft(threshold, version),
  range,
  present: 5,
  reason: 'Trop de bruit',
});
const activated = (threshold: number, version = 3): RuleEvent => ({
  type: 'RuleActivated',
  data: { rule: 'failures-on-one-code', ...draft(threshold, version), reason: 'Trop de bruit' },
});
const retire = { type: 'RetireRule', rule: 'failures-on-one-code', reason: 'Remplacée' } as const;
const retired: RuleEvent = {
  type: 'RuleRetired',
  data: { rule: 'failures-on-one-code', reason: 'Remplacée' },
};
const resume = { ...retire, type: 'ResumeRule' } as const;
const resumed: RuleEvent = { ...retired, type: 'RuleResumed' };

describe('R19: a rule of surveillance', () => {
  it('gets another threshold within its bounds, for a reason', () => {
    const asItCame = specify(ruleChange).given();
    asItCame.when(activate(8), NOW).thenEvents(activated(8, 4));
    asItCame.when(activate(3), NOW).thenEvents(activated(3, 4));
    asItCame.when(activate(2), NOW).thenRefused('threshold-out-of-range');
    asItCame.when(activate(21), NOW).thenRefused('threshold-out-of-range');
    asItCame.when(activate(8, null), NOW).thenRefused('rule-without-threshold');
  });

  it('is not changed to what it is', () => {
    specify(ruleChange).given().when(activate(5), NOW).thenRefused('threshold-unchanged');
    specify(ruleChange).given(activated(8)).when(activate(8), NOW).thenRefused('threshold-unchanged');
    specify(ruleChange).given(activated(8)).when(activate(5), NOW).thenEvents(activated(5, 4));
  });

  it('is changed by one of two at once: no two texts are one version', () => {
    const other = specify(ruleChange).given(activated(8, 3));
    other.when(activate(9, undefined, 3), NOW).thenRefused('rule-changed');
    specify(ruleChange)
      .given(activated(8, 3), retired)
      .when(activate(8, undefined, 3), NOW)
      .thenRefused('rule-changed');
  });

  it('is retired once, and comes back as it was or otherwise', () => {
    specify(ruleChange).given().when(retire, NOW).thenEvents(retired);
    specify(ruleChange).given(retired).when(retire, NOW).thenRefused('rule-retired');
    specify(ruleChange).given(activated(8), retired).when(activate(8), NOW).thenEvents(activated(8, 4));
    specify(ruleChange).given(activated(8), retired).when(resume, NOW).thenEvents(resumed);
    const back = specify(ruleChange).given(activated(8), retired, resumed);
    back.when(activate(8), NOW).thenRefused('threshold-unchanged');
    back.when(resume, NOW).thenRefused('rule-not-retired');
    back.when(retire, NOW).thenEvents(retired);
  });
});
