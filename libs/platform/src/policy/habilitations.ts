import { formatCount, formatCounts, formatDayOfYear } from '../typography.ts';
import { parameter } from './parameter.ts';

/** Who may do what, and who still does. */
export const habilitationsParameters = {
  /** R6: days before the end of a habilitation for a time on which the gestionnaire is reminded of it. */
  termReminderDays: parameter<readonly number[]>(
    [15, 2],
    'R6',
    (days) =>
      `La fin d’une habilitation à durée limitée est annoncée au gestionnaire ${formatCounts(days, 'jour')} avant.`,
    'Décision du produit : le temps d’une demande de prolongation et de sa décision par la Caf, puis l’avant-veille',
  ),
  /** R20: days the partner has to declare a change or end of mission, from the event. Postponed to a working day. */
  agentChangeDeclarationDays: parameter(
    15,
    'R20',
    (days) =>
      `Un changement ou une fin de mission se déclare dans les ${formatCount(days, 'jour')} qui suivent ; un dernier jour férié ou de week-end est reporté au premier jour ouvré.`,
    'Avenant, art. 4 : informer « de tout changement ou fin de mission […] sous un délai de 15 jours » ; décompte selon les art. 641 et 642 du code de procédure civile',
  ),
  /** The day of the year, month and day, on which the access reviews of a Caf’s partners open. */
  accessReviewOpensOn: parameter(
    '10-01',
    'access-reviews',
    (day) => `La revue annuelle des habilitations s’ouvre le ${formatDayOfYear(day)}.`,
    'Décision du produit : une revue annuelle, après les mouvements de la rentrée et avant la déclaration prévisionnelle',
  ),
  /** Days that a partner has to answer an access review, from its opening. Postponed to a working day. */
  accessReviewDays: parameter(
    30,
    'access-reviews',
    (days) =>
      `Une revue s’achève dans les ${formatCount(days, 'jour')} qui suivent son ouverture ; un dernier jour férié ou de week-end est reporté au premier jour ouvré.`,
    'Décision du produit : l’avenant ne prévoit pas de revue ; un mois, décompté comme les délais des art. 641 et 642 du code de procédure civile',
  ),
  /** Days before the due day of an access review on which the partner is reminded. */
  accessReviewReminderDays: parameter<readonly number[]>(
    [15, 5],
    'access-reviews',
    (days) => `L’échéance d’une revue est rappelée au partenaire ${formatCounts(days, 'jour')} avant.`,
    'Décision du produit : à mi-délai, puis cinq jours avant l’échéance comme pour une justification',
  ),
  /** Days after which the partner is reminded again of an access review that is past its due day. */
  accessReviewOverdueReminderDays: parameter(
    7,
    'access-reviews',
    (days) =>
      `Une revue en retard est rappelée au partenaire dès le lendemain de l’échéance, puis tous les ${formatCount(days, 'jour')}.`,
    'Décision du produit : une fois par semaine, tant que la revue n’est pas achevée',
  ),
  /** Months before a first access review within which it tells what has changed. */
  accessReviewMonths: parameter(
    12,
    'access-reviews',
    (months) => `Une première revue dit ce qui a changé depuis ${formatCount(months, 'mois', 'mois')}.`,
    'Décision du produit : une première revue dit ce qui a changé en un an',
  ),
};
