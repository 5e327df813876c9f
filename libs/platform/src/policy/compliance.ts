import { formatCount } from '../typography.ts';
import { parameter } from './parameter.ts';

/** Files with something that is sent. */
interface FileBounds {
  readonly most: number;
  /** Of one file, in millions of bytes. */
  readonly largestMegabytes: number;
  /** Hours after which one that was given and not sent is removed. */
  readonly keptUnsentHours: number;
}

/** What a partner attests, and the files that are sent with what it says. */
export const complianceParameters = {
  /** R24: months for which the attestation of a duty holds, from the day of which it speaks. Not postponed. */
  attestationMonths: parameter(
    12,
    'R24',
    (months) =>
      `Une attestation vaut ${formatCount(months, 'mois', 'mois')} à compter du jour dont elle parle.`,
    'Avenant, art. 4 : obligations du partenaire (antivirus, anti-spam, intrusion, locaux, secret professionnel), sans périodicité ; décision du produit : une attestation par an',
  ),
  /** R24: days before the end of an attestation on which it is asked for again, and after which it is while it does not come. */
  attestationReminderDays: parameter(
    30,
    'R24',
    (days) =>
      `Une attestation est redemandée ${formatCount(days, 'jour')} avant sa fin, puis tous les ${formatCount(days, 'jour')} tant qu’elle manque.`,
    'Décision du produit : l’avenant ne prévoit pas de rappel ; un mois pour réunir une attestation',
  ),
  /** What a justification (R19), an attestation or the outcome of a control (R24) may be sent with. */
  attachedFiles: parameter<FileBounds>(
    { most: 5, largestMegabytes: 10, keptUnsentHours: 24 },
    'files',
    ({ most, largestMegabytes, keptUnsentHours }) => [
      `Une justification, une attestation ou la conclusion d’un contrôle est accompagnée de ${formatCount(most, 'fichier')} au plus, de ${formatCount(largestMegabytes, 'Mo', 'Mo')} chacun.`,
      `Un fichier déposé et non envoyé est retiré au bout de ${formatCount(keptUnsentHours, 'heure')}.`,
    ],
    'Décision du produit : un courrier, une attestation, une copie d’écran ; ce qui n’est pas envoyé n’est pas gardé (RGPD, art. 5-1 e)',
  ),
};
