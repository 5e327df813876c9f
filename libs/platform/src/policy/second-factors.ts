import type { UserRole } from '../http/access.ts';
import { formatCount, formatDate, formatList } from '../typography.ts';
import { parameter } from './parameter.ts';
import { ROLES } from './roles.ts';

/** Second factors: of whom they are required, and how they are added, shown and lost. */
export const secondFactorsParameters = {
  /** Of which roles a second factor is required, from a day on; the others may have one. */
  secondFactorRoles: parameter<readonly UserRole[]>(
    ['caf-habilitation', 'caf-security', 'gestionnaire'],
    'second-factors',
    (roles) => `Une seconde vérification est exigée des ${formatList(roles.map((role) => ROLES[role]))}.`,
    'Décision du produit (RGPD, art. 32 ; ANSSI, recommandations sur l’authentification multifacteur) : qui habilite, surveille ou déclare pour autrui',
  ),
  /** The day from which it is, where the configuration names no other (`GREFFE_SECOND_FACTOR_FROM`). */
  secondFactorFrom: parameter(
    '2027-06-01',
    'second-factors',
    (day) =>
      `La seconde vérification est exigée à partir du ${formatDate(day)}, à moins que l’exploitant n’ait fixé un autre jour.`,
    'Décision du produit : six mois pour équiper les personnes concernées',
  ),
  /** The same with demonstration data, in days from the start: nobody is kept out of them. */
  secondFactorDemoDays: parameter(
    60,
    'second-factors',
    (days) =>
      `Avec les données de démonstration, la seconde vérification est exigée ${formatCount(days, 'jour')} après le démarrage.`,
    'Décision du produit : une démonstration montre le compte à rebours',
  ),
  /** Days before that one from which whoever has none is told. */
  secondFactorCountdownDays: parameter(
    90,
    'second-factors',
    (days) =>
      `Qui n’a pas de seconde vérification est averti dès ${formatCount(days, 'jour')} avant qu’elle ne soit exigée.`,
    'Décision du produit : assez tôt pour choisir un appareil, assez tard pour être lu',
  ),
  /** Minutes for which a second factor, or the password of whoever has none, stands for its holder in an act of weight. */
  freshFactorMinutes: parameter(
    10,
    'second-factors',
    (minutes) =>
      `Avant un acte important, il faut prouver de nouveau qui l’on est quand la dernière preuve a plus de ${formatCount(minutes, 'minute')}.`,
    'Décision du produit, d’après OWASP ASVS 5.0 (7.5.3 : authentification de nouveau avant une opération sensible)',
  ),
  /** Hours for which what an officer asks, to have second factors forgotten, waits for another one. */
  factorResetHours: parameter(
    72,
    'second-factors',
    (hours) =>
      `La demande de rouvrir la seconde vérification de quelqu’un attend un second agent de la Caf pendant ${formatCount(hours, 'heure')}.`,
    'Décision du produit : le temps d’un week-end ; au-delà, l’identité est à vérifier de nouveau',
  ),
  /** Minutes between the password and the second factor. */
  secondFactorMinutes: parameter(
    5,
    'second-factors',
    (minutes) =>
      `La seconde vérification se donne dans les ${formatCount(minutes, 'minute')} qui suivent le mot de passe.`,
    'Décision du produit : le temps de prendre son téléphone et d’y lire un code',
  ),
  /** Wrong second factors in a row, after a right password, of which the holder of the code is told. */
  missedFactorsTold: parameter(
    3,
    'second-factors',
    (count) =>
      `Le titulaire d’un code est prévenu quand un bon mot de passe est suivi de ${formatCount(count, 'erreur')} de suite à la seconde vérification.`,
    'Décision du produit : une faute de frappe ou un code périmé arrivent une fois ou deux ; qui en donne trois de suite connaît le mot de passe, et n’est peut-être pas le titulaire',
  ),
  /** Second factors of one code. */
  mostFactors: parameter(
    10,
    'second-factors',
    (count) => `Un code a au plus ${formatCount(count, 'moyen')} de seconde vérification.`,
    'Décision du produit : plusieurs appareils, et de quoi en remplacer un avant de le perdre',
  ),
  /** Recovery codes of one set, each of which stands in for a second factor once. */
  recoveryCodes: parameter(
    10,
    'second-factors',
    (count) =>
      `${formatCount(count, 'code de secours', 'codes de secours')} sont remis à la fois ; chacun remplace une seule fois une seconde vérification.`,
    'Décision du produit, d’après l’usage ; chacun tire 50 bits au hasard (NIST SP 800-63B-4 : 20 bits au moins)',
  ),
  /** Minutes within which a device that is being added has to prove itself. */
  enrolmentMinutes: parameter(
    15,
    'second-factors',
    (minutes) =>
      `Un appareil que l’on ajoute donne son premier code dans les ${formatCount(minutes, 'minute')}.`,
    'Décision du produit : le temps d’installer une application et d’y lire un premier code',
  ),
};
