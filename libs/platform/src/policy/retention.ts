import { formatCount } from '../typography.ts';
import { parameter } from './parameter.ts';

/** How long things are kept, and what people may ask for of theirs. */
export const retentionParameters = {
  /** Days after which nothing is kept of a mail that was sent or given up. */
  mailRetentionDays: parameter(
    30,
    'retention',
    (days) => `Rien n’est gardé d’un courriel ${formatCount(days, 'jour')} après son envoi ou son abandon.`,
    'Décision du produit (RGPD, art. 5-1 e) : le temps de répondre à une réclamation ; le journal garde ce qui fait courir un délai',
  ),
  /** Months for which the log says where people connected from; a case that is open and a dispute keep it longer. */
  connectionDataMonths: parameter(
    12,
    'retention',
    (months) =>
      `Le journal garde d’où et avec quel navigateur chacun s’est connecté pendant ${formatCount(months, 'mois', 'mois')} au plus, davantage si une anomalie en cours ou un litige le demande.`,
    'CNIL, délibération n° 2021-122 : les données de journalisation se gardent de six mois à un an',
  ),
  /** Months for which connections are of use: a Caf reads those of a partner for so long after the convention. */
  connectionLogRetentionMonths: parameter(
    12,
    'retention',
    (months) =>
      `Une Caf lit les connexions d’un partenaire jusqu’à ${formatCount(months, 'mois', 'mois')} après la fin de sa convention.`,
    'CNIL, délib. 2021-122 : journaux conservés de six mois à un an',
  ),
  /** Months after which nothing is kept of somebody whose last habilitation has ended, or whose code was closed. */
  retentionMonths: parameter(
    60,
    'retention',
    (months) =>
      `Une personne est effacée ${formatCount(months, 'mois', 'mois')} après la fin de sa dernière habilitation ou la fermeture de son code, le premier jour du mois suivant.`,
    'Décision du produit (RGPD, art. 5-1 e) : cinq ans, la prescription de droit commun (art. 2224 du code civil)',
  ),
  /** Days before somebody is erased at the end of that time on which the Caf is told. */
  erasureNoticeDays: parameter(
    30,
    'retention',
    (days) =>
      `L’effacement d’une personne au terme de sa conservation est annoncé à la Caf ${formatCount(days, 'jour')} avant.`,
    'Décision du produit : le temps de geler ce qu’un litige demande encore',
  ),
  /** Months within which whoever asks what is known of them is answered. */
  accessAnswerMonths: parameter(
    1,
    'data-access',
    (months) =>
      `Qui demande ce que l’on sait de lui reçoit une réponse sous ${formatCount(months, 'mois', 'mois')}.`,
    'RGPD, art. 12-3 : « dans un délai d’un mois à compter de la réception de la demande »',
  ),
  /** Days for which the officer who asked for it takes what is known of somebody, once another one has agreed. */
  accessFileDays: parameter(
    7,
    'data-access',
    (days) =>
      `Le fichier de ce que l’on sait d’une personne est à retirer, par l’agent de la Caf qui l’a demandé, dans les ${formatCount(days, 'jour')} qui suivent l’accord d’un second agent.`,
    'Décision du produit : le temps de le remettre à la personne, sans laisser un accès ouvert',
  ),
};
