import { formatCount, formatCounts } from '../typography.ts';
import { parameter } from './parameter.ts';

/** Anomalies, their justification, and incidents. */
export const surveillanceParameters = {
  /** R19: days the partner has to justify an anomaly, from its notification. Postponed to a working day. */
  justificationDays: parameter(
    15,
    'R19',
    (days) =>
      `Une anomalie se justifie dans les ${formatCount(days, 'jour')} qui suivent sa notification ; un dernier jour férié ou de week-end est reporté au premier jour ouvré.`,
    'Avenant, art. 4 : justifications ou explications « sous un délai de 15 jours » ; décompte selon les art. 641 et 642 du code de procédure civile',
  ),
  /** R19: days before the due date on which the partner is reminded. */
  justificationReminderDays: parameter<readonly number[]>(
    [5, 1],
    'R19',
    (days) =>
      `L’échéance d’une justification est rappelée au partenaire ${formatCounts(days, 'jour')} avant.`,
    'Décision du produit : l’avenant ne prévoit pas de rappel',
  ),
  /** R19: days for which the mail of a notice is tried; then another one is made, while nobody was reached. */
  noticeRetryDays: parameter(
    2,
    'R19',
    (days) =>
      `Le courriel d’une notification est tenté pendant ${formatCount(days, 'jour')} ; un autre le suit tant que personne n’a été atteint.`,
    'Décision du produit : une notification qui n’a atteint personne est adressée de nouveau',
  ),
  /** Minutes without a further hit after which an anomaly takes no more hits: the next one opens another. */
  anomalyQuietMinutes: parameter(
    60,
    'R19',
    (minutes) =>
      `Une anomalie réunit les faits qui se suivent ; après ${formatCount(minutes, 'minute')} sans fait nouveau, le suivant en ouvre une autre.`,
    'Décision du produit : un même épisode donne une seule anomalie',
  ),
  /** Minutes that an officer takes to look at a case: what another threshold would cost or spare. */
  caseReviewMinutes: parameter(
    10,
    'R19',
    (minutes) =>
      `Quand la Caf essaie un autre seuil de surveillance, l’examen de chaque anomalie est compté pour ${formatCount(minutes, 'minute')}.`,
    'Décision du produit : ordre de grandeur, à mesurer par chaque Caf',
  ),
  /** R23: hours between discovery and report after which an incident is amber. */
  incidentAmberHours: parameter(
    4,
    'R23',
    (hours) =>
      `Le signalement d’un incident plus de ${formatCount(hours, 'heure')} après sa découverte est tardif.`,
    'Avenant, art. 4 : informer « immédiatement », sans nombre ; décision du produit',
  ),
  /** R23: hours between discovery and report after which an incident is red. */
  incidentRedHours: parameter(
    24,
    'R23',
    (hours) =>
      `Le signalement d’un incident plus de ${formatCount(hours, 'heure')} après sa découverte est très tardif.`,
    'Avenant, art. 4 : informer « immédiatement », sans nombre ; décision du produit',
  ),
  /** R23: days for which the holder of a code may say, by the link of a mail, that a sign-in from a new browser was not theirs. */
  signInDenialDays: parameter(
    7,
    'R23',
    (days) =>
      `Pendant ${formatCount(days, 'jour')}, le lien du courriel qui annonce une connexion depuis un nouveau navigateur permet de dire « Ce n’était pas moi ».`,
    'Décision du produit : le temps de lire sa messagerie ; ensuite, depuis « Mon accès » ou par la Caf',
  ),
};
