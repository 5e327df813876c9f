import type { Anomaly, Answer, Rule, Verdict } from '../api/contract';
import type { State } from './state';

/** « Était-ce vous ? » */
export const ANSWERS: Record<Answer, State> = {
  yes: { label: 'Oui, c’était moi', tone: 'good' },
  no: { label: 'Non, ce n’était pas moi', tone: 'danger' },
  unknown: { label: 'Je ne sais pas', tone: 'neutral' },
};

export const ANOMALY_STATES: Record<Anomaly['state'], State> = {
  detected: { label: 'Détectée', tone: 'progress' },
  notifying: { label: 'Notification en cours', tone: 'warning' },
  notified: { label: 'Notifiée', tone: 'warning' },
  justified: { label: 'Justifiée', tone: 'progress' },
  overdue: { label: 'Sans réponse', tone: 'danger' },
  closed: { label: 'Close', tone: 'good' },
  dismissed: { label: 'Classée sans suite', tone: 'neutral' },
};

export const SEVERITIES: Record<Anomaly['severity'], State> = {
  informational: { label: 'Information', tone: 'neutral' },
  low: { label: 'Faible', tone: 'neutral' },
  medium: { label: 'Moyenne', tone: 'warning' },
  high: { label: 'Élevée', tone: 'danger' },
  critical: { label: 'Critique', tone: 'danger' },
};

export const RULE_STATES: Record<Rule['state'], State> = {
  active: { label: 'Active', tone: 'good' },
  retired: { label: 'Retirée', tone: 'neutral' },
};

/** Whom an anomaly concerns that nobody has to justify. */
export const SEVERAL_PARTNERS = 'plusieurs partenaires, ou aucun';

/** The code that a case is about, else the network, of which nothing is said once its time is over. */
export const caseSubject = ({ userCode, network }: Pick<Anomaly, 'userCode' | 'network'>): string =>
  userCode ?? network ?? 'réseau effacé';

export const VERDICTS: Record<Verdict, string> = {
  explained: 'Expliquée : la justification suffit',
  confirmed: 'Confirmée : l’anomalie est réelle',
  insufficient: 'Insuffisante : la justification ne permet pas de conclure',
};
