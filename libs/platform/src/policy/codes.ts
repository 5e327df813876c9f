import { parameter } from './parameter.ts';

/** Codes and the mailboxes they are sent to, and what disuse does to them. */
export const codesParameters = {
  /** R16: words of a local part that betray a shared mailbox, in lower case and without accents. */
  sharedMailboxTokens: parameter<readonly string[]>(
    [
      'contact',
      'accueil',
      'info',
      'infos',
      'mairie',
      'ville',
      'direction',
      'secretariat',
      'administration',
      'compta',
      'comptabilite',
      'finances',
      'rh',
      'creche',
      'multiaccueil',
      'haltegarderie',
      'eaje',
      'petiteenfance',
      'enfance',
      'ram',
      'rpe',
      'ccas',
      'famille',
      'familles',
      'service',
      'regie',
      'facturation',
      'dgs',
      'asso',
      'bureau',
      'noreply',
    ],
    'R16',
    'Avenant, art. 3 : « pas d’adresse mail de type « Boîte aux lettres partagée » »',
  ),
  /** R15: hours during which the single-use link that sets the first password works. */
  activationLinkHours: parameter(
    48,
    'R15',
    'Décision du produit : pas de mot de passe par courriel (CNIL, SAN-2022-018), un lien à usage unique et de courte durée',
  ),
  /** R21: days without a successful connection after which a code is blocked. Not postponed. */
  idleBlockDays: parameter(
    45,
    'R21',
    'Avenant, art. 4 : « non utilisation des codes d’accès pendant un délai de 45 jours », blocage automatique',
  ),
  /** R21: days before somebody has a profile again from which their code may be unblocked. It opens nothing before that day (R17). */
  unblockingAheadDays: parameter(
    15,
    'R21',
    'Choix de conception : qui revient d’une absence de plus de 45 jours se connecte dès le matin du retour ; un tiers des 45 jours, qui courent du déblocage',
  ),
  /** R21: days before the block on which the holder is reminded. */
  idleReminderDays: parameter<readonly number[]>(
    [15, 7, 2],
    'R21',
    'Décision du produit : l’avenant ne prévoit pas de rappel, et les campagnes sont espacées de plus de 45 jours',
  ),
  /** R21: days from today for which codes that disuse will block are counted and listed; 0 is tonight. */
  idleHorizonDays: parameter<readonly number[]>(
    [0, 7, 15],
    'R21',
    'Décision du produit : ce soir, cette semaine, et le premier rappel',
  ),
  /** R21: days before a campaign of declarations from which codes are to be unblocked, or used. */
  reactivationNoticeDays: parameter(
    15,
    'R21',
    'Décision du produit : le temps d’une demande motivée et d’un acte de la Caf avant la campagne',
  ),
};
