import { createHash } from 'node:crypto';
import type { AttemptOutcome } from '#connections';
import { policy } from '#platform';

export type Severity = 'low' | 'medium' | 'high';

/** Which attempts a rule looks at. */
export interface Selection {
  readonly outcome: readonly AttemptOutcome[];
}

interface RuleDescription {
  /** Never change it: anomalies and the stream that gathers their hits go by it. */
  readonly id: string;
  /** Raise it with every change of meaning. */
  readonly version: number;
  /** French. */
  readonly title: string;
  readonly severity: Severity;
  /** The article of the amendment that it serves. */
  readonly article: string;
  readonly selection: Selection;
  /** French, explains a hit by its own numbers; placeholders are filled in by `sentence.ts`. */
  readonly sentence: string;
}

/** So many selected attempts of one group within a sliding window (Sigma correlation rules 2.1). */
export interface EventCountRule extends RuleDescription {
  readonly correlation: {
    readonly type: 'event_count';
    readonly 'group-by': readonly ['userCode'];
    /** Minutes: `10m`. Both ends count. */
    readonly timespan: `${number}m`;
    readonly condition: { readonly gte: number };
  };
}

/** A single selected attempt, at a time when nobody is expected. */
export interface UnusualTimeRule extends RuleDescription {
  readonly unusualTime: { readonly fromHour: number; readonly untilHour: number };
}

export type Rule = EventCountRule | UnusualTimeRule;

/** A rule as an anomaly keeps it: which one, in which wording, with a hash of exactly what it said. */
export interface RuleReference {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly hash: string;
}

/** The default set. */
export const rules: readonly Rule[] = [
  {
    id: 'failures-on-one-code',
    version: 1,
    title: 'Échecs répétés sur un code',
    severity: 'medium',
    article: 'Avenant, art. 4',
    selection: { outcome: ['wrong-password', 'not-activated', 'throttled'] },
    correlation: {
      type: 'event_count',
      'group-by': ['userCode'],
      timespan: `${policy.failuresOnOneCode.minutes}m`,
      condition: { gte: policy.failuresOnOneCode.count },
    },
    sentence:
      '{count} échecs de connexion avec le code {userCode} entre {first} et {last}, le {day} : le seuil est de {threshold} en {minutes}.',
  },
  {
    id: 'closed-code',
    version: 1,
    title: 'Tentative sur un code fermé',
    severity: 'high',
    article: 'Avenant, art. 3',
    selection: { outcome: ['blocked', 'idle', 'closed', 'not-habilitated'] },
    correlation: {
      type: 'event_count',
      'group-by': ['userCode'],
      timespan: '1m',
      condition: { gte: policy.attemptsOnClosedCode },
    },
    sentence: '{attempts} de connexion avec le code {userCode}, {state}, le {day} à {last}.',
  },
  {
    id: 'unusual-hour',
    version: 1,
    title: 'Connexion à un moment inhabituel',
    severity: 'low',
    article: 'Avenant, art. 4',
    selection: { outcome: ['success'] },
    unusualTime: { fromHour: policy.unusualHours.from, untilHour: policy.unusualHours.until },
    sentence: 'Connexion avec le code {userCode} {circumstance}, le {day} à {last}.',
  },
];

export const referenceTo = (rule: Rule): RuleReference => ({
  id: rule.id,
  version: rule.version,
  title: rule.title,
  hash: createHash('sha256').update(JSON.stringify(rule)).digest('hex'),
});
