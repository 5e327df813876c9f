import { parameter } from './parameter.ts';

/** Second factors: of whom they are required, and how they are added, shown and lost. */
export const secondFactorsParameters = {
  /** Of which roles a second factor is required, from a day on; the others may have one. */
  secondFactorRoles: parameter<readonly string[]>(
    ['caf-habilitation', 'caf-security', 'gestionnaire'],
    'Seconde vérification',
    'Décision du produit (RGPD, art. 32 ; ANSSI, recommandations sur l’authentification multifacteur) : qui habilite, surveille ou déclare pour autrui',
  ),
  /** The day from which it is, where the configuration names no other (`GREFFE_SECOND_FACTOR_FROM`). */
  secondFactorFrom: parameter(
    '2027-06-01',
    'Seconde vérification',
    'Décision du produit : six mois pour équiper les personnes concernées',
  ),
  /** The same with demonstration data, in days from the start: nobody is kept out of them. */
  secondFactorDemoDays: parameter(
    60,
    'Seconde vérification',
    'Décision du produit : une démonstration montre le compte à rebours',
  ),
  /** Days before that one from which whoever has none is told. */
  secondFactorCountdownDays: parameter(
    90,
    'Seconde vérification',
    'Décision du produit : assez tôt pour choisir un appareil, assez tard pour être lu',
  ),
  /** Minutes for which a second factor, or the password of whoever has none, stands for its holder in an act of weight. */
  freshFactorMinutes: parameter(
    10,
    'Seconde vérification',
    'Décision du produit, d’après OWASP ASVS 5.0 (7.5.3 : authentification de nouveau avant une opération sensible)',
  ),
  /** Hours for which what an officer asks, to have second factors forgotten, waits for another one. */
  factorResetHours: parameter(
    72,
    'Seconde vérification',
    'Décision du produit : le temps d’un week-end ; au-delà, l’identité est à vérifier de nouveau',
  ),
  /** Minutes between the password and the second factor. */
  secondFactorMinutes: parameter(
    5,
    'Seconde vérification',
    'Décision du produit : le temps de prendre son téléphone et d’y lire un code',
  ),
  /** Wrong second factors in a row, after a right password, of which the holder of the code is told. */
  missedFactorsTold: parameter(
    3,
    'Secondes vérifications',
    'Décision du produit : une faute de frappe ou un code périmé arrivent une fois ou deux ; qui en donne trois de suite connaît le mot de passe, et n’est peut-être pas le titulaire',
  ),
  /** Second factors of one code. */
  mostFactors: parameter(
    10,
    'Seconde vérification',
    'Décision du produit : plusieurs appareils, et de quoi en remplacer un avant de le perdre',
  ),
  /** Recovery codes of one set, each of which stands in for a second factor once. */
  recoveryCodes: parameter(
    10,
    'Seconde vérification',
    'Décision du produit, d’après l’usage ; chacun tire 50 bits au hasard (NIST SP 800-63B-4 : 20 bits au moins)',
  ),
  /** Minutes within which a device that is being added has to prove itself. */
  enrolmentMinutes: parameter(
    15,
    'Seconde vérification',
    'Décision du produit : le temps d’installer une application et d’y lire un premier code',
  ),
};
