import { parameter } from './parameter.ts';

/** How long things are kept, and what people may ask for of theirs. */
export const retentionParameters = {
  /** Days after which nothing is kept of a mail that was sent or given up. */
  mailRetentionDays: parameter(
    30,
    'Conservation',
    'Décision du produit (RGPD, art. 5-1 e) : le temps de répondre à une réclamation ; le journal garde ce qui fait courir un délai',
  ),
  /** Months for which the log says where people connected from; a case that is open and a dispute keep it longer. */
  connectionDataMonths: parameter(
    12,
    'Conservation',
    'CNIL, délibération n° 2021-122 : les données de journalisation se gardent de six mois à un an',
  ),
  /** Months for which connections are of use: a Caf reads those of a partner for so long after the convention. */
  connectionLogRetentionMonths: parameter(
    12,
    'Conservation',
    'CNIL, délib. 2021-122 : journaux conservés de six mois à un an',
  ),
  /** Months after which nothing is kept of somebody whose last habilitation has ended, or whose code was closed. */
  retentionMonths: parameter(
    60,
    'Rétention',
    'Décision du produit (RGPD, art. 5-1 e) : cinq ans, la prescription de droit commun (art. 2224 du code civil)',
  ),
  /** Days before somebody is erased at the end of that time on which the Caf is told. */
  erasureNoticeDays: parameter(
    30,
    'Rétention',
    'Décision du produit : le temps de geler ce qu’un litige demande encore',
  ),
  /** Months within which whoever asks what is known of them is answered. */
  accessAnswerMonths: parameter(
    1,
    'Droit d’accès',
    'RGPD, art. 12-3 : « dans un délai d’un mois à compter de la réception de la demande »',
  ),
  /** Days for which the officer who asked for it takes what is known of somebody, once another one has agreed. */
  accessFileDays: parameter(
    7,
    'Droit d’accès',
    'Décision du produit : le temps de le remettre à la personne, sans laisser un accès ouvert',
  ),
};
