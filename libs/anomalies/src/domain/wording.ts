import type { Level } from '#detection';
import type { Verdict } from './anomaly-events.ts';
import type { AnomalyState } from './anomaly-state.ts';
import type { Answer } from './statement.ts';

/** French names, the same as those on the screens. */
export const STATE_NAMES: Record<AnomalyState, string> = {
  detected: 'Détectée',
  notifying: 'Notification en cours',
  notified: 'Notifiée',
  justified: 'Justifiée',
  overdue: 'Sans réponse',
  closed: 'Close',
  dismissed: 'Classée sans suite',
};

export const VERDICT_NAMES: Record<Verdict, string> = {
  explained: 'Expliquée',
  confirmed: 'Confirmée',
  insufficient: 'Insuffisante',
};

/** « Était-ce vous ? » */
export const ANSWER_NAMES: Record<Answer, string> = {
  yes: 'Oui, c’était moi',
  no: 'Non, ce n’était pas moi',
  unknown: 'Je ne sais pas',
};

/** As a history tells them. */
export const QUESTION_ASKED = 'Question posée à l’agent\u00a0: «\u00a0Était-ce vous\u00a0?\u00a0»';
export const answerGiven = (answer: Answer): string =>
  `Réponse de l’agent\u00a0: ${ANSWER_NAMES[answer].toLowerCase()}`;

export const SEVERITY_NAMES: Record<Level, string> = {
  informational: 'Information',
  low: 'Faible',
  medium: 'Moyenne',
  high: 'Élevée',
  critical: 'Critique',
};

/** « 12 × », before attempts that were gathered; nothing before a single one. */
export const times = (count: number): string => (count > 1 ? `${count}\u00a0×` : '');
