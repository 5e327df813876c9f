import { type Decider, ERASED, type EventTypes } from '#event-sourcing';
import { conflict, invalid } from '#platform';
import type { Range } from './rule.ts';

/** From its place in the log on, the rule says this. */
interface RuleText {
  readonly version: number;
  readonly threshold: number;
  /** The YAML document. */
  readonly text: string;
  /** SHA-256, in hexadecimal, of the text and of all that it rests on. */
  readonly hash: string;
}

export type RuleEvent =
  | { type: 'RuleActivated'; data: RuleText & { rule: string; reason: string } }
  | { type: 'RuleRetired'; data: { rule: string; reason: string } }
  | { type: 'RuleResumed'; data: { rule: string; reason: string } };

export const ruleEventTypes: EventTypes<RuleEvent> = {
  RuleActivated: { schema: 1, personal: { fields: { reason: ERASED } } },
  RuleRetired: { schema: 1, personal: { fields: { reason: ERASED } } },
  RuleResumed: { schema: 1, personal: { fields: { reason: ERASED } } },
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
  | { type: 'RetireRule'; rule: string; reason: string }
  | { type: 'ResumeRule'; rule: string; reason: string };

/** What the log says of a rule. */
export interface RuleState {
  readonly isRetired: boolean;
  /** Null where it is as Greffe comes with it. */
  readonly threshold: number | null;
  /** That was activated last; 0 before one was. */
  readonly version: number;
}

/** `rule-{name}`: how a rule of surveillance was changed, by whom and why. */
export const ruleChange: Decider<RuleCommand, RuleEvent, RuleState> = {
  category: 'rule',
  initialState: { isRetired: false, threshold: null, version: 0 },
  decide(command, { isRetired, threshold, version }) {
    if (command.type === 'RetireRule') {
      if (isRetired) throw conflict('rule-retired', 'Cette règle est déjà retirée.');
      return [{ type: 'RuleRetired', data: { rule: command.rule, reason: command.reason } }];
    }
    if (command.type === 'ResumeRule') {
      if (!isRetired) throw conflict('rule-not-retired', 'Cette règle n’est pas retirée.');
      return [{ type: 'RuleResumed', data: { rule: command.rule, reason: command.reason } }];
    }
    const { rule, draft, present, range, reason } = command;
    mustBeWithin(draft.threshold, range);
    if (!isRetired && draft.threshold === (threshold ?? present)) {
      throw conflict('threshold-unchanged', 'La règle a déjà ce seuil.');
    }
    // Made of what the read model had: somebody else has changed the rule since, and no two texts are one version.
    if (draft.version <= version)
      throw conflict('rule-changed', 'Cette règle vient d’être changée : rechargez la page.');
    return [{ type: 'RuleActivated', data: { rule, ...draft, reason } }];
  },
  evolve: (state, { type, data }) =>
    type === 'RuleActivated'
      ? { isRetired: false, threshold: data.threshold, version: data.version }
      : { ...state, isRetired: type === 'RuleRetired' },
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
