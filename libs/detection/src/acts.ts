import type { ActDescriptions } from '#event-sourcing';
import type { RuleEvent } from './domain/rule-change.ts';

const readers = ['caf-security'] as const;

export const ruleActs: ActDescriptions<RuleEvent> = {
  RuleActivated: {
    kind: 'rule',
    title: 'Règle de surveillance changée',
    readers,
    detail: ({ version, threshold }) => `version ${version}, seuil ${threshold}`,
    introduces: ({ rule }) => [{ id: rule, kind: 'rule', name: rule }],
  },
  RuleRetired: {
    kind: 'rule',
    title: 'Règle de surveillance retirée',
    readers,
    introduces: ({ rule }) => [{ id: rule, kind: 'rule', name: rule }],
  },
  RuleResumed: {
    kind: 'rule',
    title: 'Règle de surveillance reprise',
    readers,
    introduces: ({ rule }) => [{ id: rule, kind: 'rule', name: rule }],
  },
};
