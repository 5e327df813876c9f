import { type Decider, ERASED, type EventTypes } from '#event-sourcing';
import { conflict, invalid } from '#platform';
import type { Range } from './rule.ts';

/** From its place in the log on, the rule says this. */
export interface RuleText {
  readonly version: number;
  readonly threshold: number;
  /** The YAML document. */
  readonly text: string;
  /** SHA-256, in hexadecimal, of the text and of all that it rests on. */
  readonly hash: string;
}

export type RuleEvent =
  | { type: 'RuleActivated'; data: RuleText & { rule: string; reason: string } }
  | { type: 'RuleRetired'; data: { rule: string; reason: string } };

export const ruleEventTypes: EventTypes<RuleEvent> = {
  RuleActivated: { schema: 1, personal: { fields: { reason: ERASED } } },
  RuleRetired: { schema: 1, personal: { fields: { reason: ERASED } } },
};

export type RuleCommand =
  | {
      type: 'ActivateRule';
      rule: string;
      /** As the rule would be. */
      draft: RuleText;
      /** The threshold that it has. */
      present: number;
      range: Range | null;
      reason: string;
    }
  | { type: 'RetireRule'; rule: string; reason: string };

/** What the log says of a rule; `unchanged`: it is as it came with Greffe. */
export interface RuleState {
  readonly state: 'unchanged' | 'changed' | 'retired';
  readonly threshold: number | null;
}

/** `rule-{name}`: how a rule of surveillance was changed, by whom and why. */
export const ruleChange: Decider<RuleCommand, RuleEvent, RuleState> = {
  category: 'rule',
  initialState: { state: 'unchanged', threshold: null },
  decide(command, state) {
    if (command.type === 'RetireRule') {
      if (state.state === 'retired') throw conflict('rule-retired', 'Cette règle est déjà retirée.');
      return [{ type: 'RuleRetired', data: { rule: command.rule, reason: command.reason } }];
    }
    const { rule, draft, present, range, reason } = command;
    mustBeWithin(draft.threshold, range);
    if (state.state !== 'retired' && draft.threshold === (state.threshold ?? present)) {
      throw conflict('threshold-unchanged', 'La règle a déjà ce seuil.');
    }
    return [{ type: 'RuleActivated', data: { rule, ...draft, reason } }];
  },
  evolve: (state, { type, data }) =>
    type === 'RuleActivated'
      ? { state: 'changed', threshold: data.threshold }
      : { ...state, state: 'retired' },
};

/** @throws Refusal rule-without-threshold, threshold-out-of-range */
export function mustBeWithin(threshold: number, range: Range | null): void {
  if (range === null) throw conflict('rule-without-threshold', 'Le seuil de cette règle ne se change pas.');
  if (threshold >= range.least && threshold <= range.most) return;
  throw invalid(
    'threshold-out-of-range',
    `Le seuil doit être compris entre ${range.least} et ${range.most}.`,
  );
}
