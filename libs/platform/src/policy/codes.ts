import { formatCount, formatCounts, formatList } from '../typography.ts';
import { parameter } from './parameter.ts';

/** Codes and the mailboxes they are sent to, and what disuse does to them. */
export const codesParameters = {
  /** R15: hours during which the single-use link works by which a password is chosen, the first one or another in place of one that was revoked. */
  activationLinkHours: parameter(
    48,
    'R15',
    (hours) =>
      `Le lien à usage unique envoyé pour choisir un mot de passe, à l’ouverture d’un code ou plus tard par la Caf ou le correspondant, fonctionne pendant ${formatCount(hours, 'heure')}.`,
    'Décision du produit : pas de mot de passe par courriel (CNIL, SAN-2022-018), un lien à usage unique et de courte durée',
  ),
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
    (words) =>
      `Une adresse dont l’un de ces mots précède l’arobase est tenue pour une boîte aux lettres partagée : ${words.join(', ')}.`,
    'Avenant, art. 3 : « pas d’adresse mail de type « Boîte aux lettres partagée » »',
  ),
  /** R21: days without a successful connection after which a code is blocked. Not postponed. */
  idleBlockDays: parameter(
    45,
    'R21',
    (days) => `Un code sans connexion réussie depuis ${formatCount(days, 'jour')} est bloqué.`,
    'Avenant, art. 4 : « non utilisation des codes d’accès pendant un délai de 45 jours », blocage automatique',
  ),
  /** R21: days before the block on which the holder is reminded. */
  idleReminderDays: parameter<readonly number[]>(
    [15, 7, 2],
    'R21',
    (days) =>
      `Le titulaire d’un code est averti ${formatCounts(days, 'jour')} avant que l’inactivité ne le bloque.`,
    'Décision du produit : l’avenant ne prévoit pas de rappel, et les campagnes sont espacées de plus de 45 jours',
  ),
  /** R21: days from today for which codes that disuse will block are counted and listed; 0 is tonight. */
  idleHorizonDays: parameter<readonly number[]>(
    [0, 7, 15],
    'R21',
    (days) =>
      `Les codes que l’inactivité va bloquer sont comptés et listés à plusieurs échéances : ${formatList(
        days.map((within) => (within === 0 ? 'ce soir' : `d’ici ${formatCount(within, 'jour')}`)),
      )}.`,
    'Décision du produit : ce soir, cette semaine, et le premier rappel',
  ),
  /** R21: days before a campaign of declarations from which codes are to be unblocked, or used. */
  reactivationNoticeDays: parameter(
    15,
    'R21',
    (days) =>
      `Dès ${formatCount(days, 'jour')} avant une campagne de déclarations, les correspondants savent combien de codes sont bloqués, ou le seront d’ici là.`,
    'Décision du produit : le temps d’une demande motivée et d’un acte de la Caf avant la campagne',
  ),
  /** R21: days before somebody has a profile again from which their code may be unblocked. It opens nothing before that day (R17). */
  unblockingAheadDays: parameter(
    15,
    'R21',
    (days) =>
      `Le code de qui retrouve un profil à un jour connu peut être débloqué dès ${formatCount(days, 'jour')} avant ; il n’ouvre rien d’ici là.`,
    'Choix de conception : qui revient d’une absence de plus de 45 jours se connecte dès le matin du retour ; un tiers des 45 jours, qui courent du déblocage',
  ),
};
