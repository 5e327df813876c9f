import { parameter } from './parameter.ts';

/** Anomalies, their justification, and incidents. */
export const surveillanceParameters = {
  /** R19: days the partner has to justify an anomaly, from its notification. Postponed to a working day. */
  justificationDays: parameter(
    15,
    'R19',
    'Avenant, art. 4 : justifications ou explications « sous un délai de 15 jours » ; décompte selon les art. 641 et 642 du code de procédure civile',
  ),
  /** R19: days before the due date on which the partner is reminded. */
  justificationReminderDays: parameter<readonly number[]>(
    [5, 1],
    'R19',
    'Décision du produit : l’avenant ne prévoit pas de rappel',
  ),
  /** R19: days for which the mail of a notice is tried; then another one is made, while nobody was reached. */
  noticeRetryDays: parameter(
    2,
    'R19',
    'Décision du produit : une notification qui n’a atteint personne est adressée de nouveau',
  ),
  /** Minutes without a further hit after which an anomaly takes no more hits: the next one opens another. */
  anomalyQuietMinutes: parameter(60, 'R19', 'Décision du produit : un même épisode donne une seule anomalie'),
  /** Minutes that an officer takes to look at a case: what another threshold would cost or spare. */
  caseReviewMinutes: parameter(
    10,
    'R19',
    'Décision du produit : ordre de grandeur, à mesurer par chaque Caf',
  ),
  /** R23: hours between discovery and report after which an incident is amber. */
  incidentAmberHours: parameter(
    4,
    'R23',
    'Avenant, art. 4 : informer « immédiatement », sans nombre ; décision du produit',
  ),
  /** R23: hours between discovery and report after which an incident is red. */
  incidentRedHours: parameter(
    24,
    'R23',
    'Avenant, art. 4 : informer « immédiatement », sans nombre ; décision du produit',
  ),
};
