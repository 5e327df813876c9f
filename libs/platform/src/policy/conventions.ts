import { formatCount, formatCounts } from '../typography.ts';
import { parameter } from './parameter.ts';

/** The convention, its signatures and its end. */
export const conventionsParameters = {
  /** R2: hours during which the single-use link works by which a legal representative signs. */
  signatureLinkHours: parameter(
    72,
    'R2',
    (hours) =>
      `Le lien à usage unique derrière lequel un représentant légal signe fonctionne pendant ${formatCount(hours, 'heure')}.`,
    'Décision du produit : l’avenant veut un original signé de chaque partie, sans délai ; un lien à usage unique et de courte durée, trois jours pour un représentant légal qui n’ouvre pas sa messagerie chaque jour',
  ),
  /** R4: days before the end of a convention on which both parties are reminded of it. */
  renewalReminderDays: parameter<readonly number[]>(
    [120, 30, 7],
    'R4',
    (days) => `La fin d’une convention est annoncée aux deux parties ${formatCounts(days, 'jour')} avant.`,
    'Décision du produit : le début de la période de renouvellement, un mois et une semaine avant la fin',
  ),
  /** R4: days before the end of a convention from which its renewal is asked for. */
  renewalWarningDays: parameter(
    120,
    'R4',
    (days) => `Une convention est signalée comme à renouveler dès ${formatCount(days, 'jour')} avant sa fin.`,
    'Décision du produit : le réel de la dernière année se déclare après la fin de la convention',
  ),
};
