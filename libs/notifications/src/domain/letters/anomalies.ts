import type { Verdict } from '#anomalies';
import {
  type CalendarDate,
  dueDate,
  formatCount,
  formatDate,
  formatLongDate,
  formatMonth,
  holidayCalendarOf,
  policy,
} from '#platform';
import { type Addressing, type Letters, letter } from './letter.ts';

export interface AnomalyNotices {
  /** The 15 days begin with the first that is accepted; where they run already, from `notifiedOn` to `dueOn`. */
  'anomaly-notified': {
    anomalyId: string;
    cafId: string;
    notifiedOn?: CalendarDate;
    /** Alone in those that an older release queued. */
    dueOn?: CalendarDate;
  };
  'justification-reminder': { anomalyId: string; dueOn: CalendarDate };
  'justification-overdue': { anomalyId: string; dueOn: CalendarDate };
  /** The same, to the Caf: what follows is for a person to decide. */
  'justification-missing': { anomalyId: string; dueOn: CalendarDate };
  'justification-received': { anomalyId: string; daysLate: number };
  'verdict-given': { anomalyId: string; verdict: Verdict };
  /** To the agent whose code a case is about: nothing of the case, which is not theirs to know of. */
  'agent-asked': { anomalyId: string; questionId: string };
  /** To the gestionnaire who asked. */
  'agent-answered': { anomalyId: string };
  'monthly-report': { month: string };
}

export const anomalyLetters: Letters<AnomalyNotices> = {
  'anomaly-notified': ({ anomalyId, cafId, ...days }, to) => {
    const notifiedOn = days.notifiedOn ?? to.today;
    const due = days.dueOn ?? dueDate(notifiedOn, policy.justificationDays, holidayCalendarOf(cafId));
    const notified =
      notifiedOn === to.today
        ? `Elle vous est notifiée ce jour, ${formatDate(to.today)}.`
        : `Elle vous a été notifiée le ${formatDate(notifiedOn)}.`;
    return letter('Une anomalie vous est notifiée : une justification est attendue', to, [
      `En contrôlant les connexions au portail, la Caf a relevé une anomalie qui vous concerne. ${notified}`,
      `La convention (article 4) vous engage à donner vos justifications dans un délai de ${formatCount(policy.justificationDays, 'jour')} : au plus tard le ${formatLongDate(due)}.`,
      seeAnomaly(anomalyId, to, 'Les faits et le formulaire de réponse'),
    ]);
  },

  'justification-reminder': ({ anomalyId, dueOn }, to) =>
    letter(`Rappel : une justification est attendue le ${formatDate(dueOn)}`, to, [
      `Une anomalie vous a été notifiée, et votre justification n’est pas encore parvenue à la Caf. Elle est attendue au plus tard le ${formatLongDate(dueOn)}.`,
      seeAnomaly(anomalyId, to, 'Les faits et le formulaire de réponse'),
    ]),

  'justification-overdue': ({ anomalyId, dueOn }, to) =>
    letter('Le délai de justification est écoulé', to, [
      `Votre justification était attendue au plus tard le ${formatLongDate(dueOn)}. Elle n’est pas parvenue à la Caf, qui en a pris note.`,
      `Vous pouvez encore la donner ; son retard sera noté.`,
      seeAnomaly(anomalyId, to, 'Les faits et le formulaire de réponse'),
    ]),

  'justification-missing': ({ anomalyId, dueOn }, to) =>
    letter('Justification non reçue', to, [
      `Un partenaire n’a pas répondu à une anomalie : sa justification était due le ${formatDate(dueOn)}. La suite est à votre décision.`,
      seeAnomaly(anomalyId, to, 'L’anomalie'),
    ]),

  'justification-received': ({ anomalyId, daysLate }, to) =>
    letter('Une justification est à juger', to, [
      daysLate > 0
        ? `Un partenaire a répondu à une anomalie, avec ${formatCount(daysLate, 'jour')} de retard.`
        : `Un partenaire a répondu à une anomalie, dans le délai.`,
      seeAnomaly(anomalyId, to, 'Sa justification'),
    ]),

  'verdict-given': ({ anomalyId, verdict }, to) =>
    letter('La Caf a conclu sur une anomalie', to, [
      `La Caf a examiné l’anomalie qui vous avait été notifiée. Sa conclusion : ${CONCLUSIONS[verdict]}.`,
      seeAnomaly(anomalyId, to, 'Le commentaire de la Caf'),
    ]),

  'agent-asked': ({ questionId }, to) =>
    letter('Une question sur votre code attend votre réponse', to, [
      `Votre gestionnaire vous demande si des connexions faites avec votre code sont de vous. Lui seul et la Caf liront votre réponse.`,
      `La question, après vous être connecté :\n${to.portal}/questions/${questionId}`,
      `Si vous pensez qu’une autre personne connaît votre mot de passe, signalez-le sans attendre : le portail bloque alors votre code.`,
    ]),

  'agent-answered': ({ anomalyId }, to) =>
    letter('Un agent a répondu à votre question', to, [
      `L’agent que vous avez interrogé au sujet d’une anomalie a répondu. Votre justification reste à donner à la Caf, si elle ne l’est pas encore.`,
      seeAnomaly(anomalyId, to, 'Sa réponse'),
    ]),

  /** Nothing of what is in it: a mail is read by others too. */
  'monthly-report': ({ month }, to) =>
    letter('Un rapport mensuel de votre Caf est à votre disposition', to, [
      `La Caf vous a adressé son rapport sur les anomalies de connexion notifiées en ${formatMonth(month)}.`,
      `Le télécharger :\n${to.portal}/rapports-mensuels`,
    ]),
};

const CONCLUSIONS: Record<Verdict, string> = {
  explained: 'votre justification suffit',
  confirmed: 'l’anomalie est confirmée',
  insufficient: 'les éléments reçus ne permettent pas de conclure',
};

const seeAnomaly = (id: string, { portal }: Addressing, what: string): string =>
  `${what} :\n${portal}/anomalies/${id}`;
