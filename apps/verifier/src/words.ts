import {
  type Checkpoint,
  type Dossier,
  type DossierFault,
  isNamed,
  unverifiedCheckpoint,
} from '#transparency';
import type { Verdict } from './check.ts';
import type { Finding, Following } from './finding.ts';

/** What is said of a file, in French: whether it is good, in one sentence. */
export function sentenceOf(finding: Finding, { keys }: Verdict): string {
  switch (finding.outcome) {
    case 'proved': {
      const { event, index, checkpoint } = finding;
      const replaced = replacedBy(finding);
      if (replaced) {
        return `Le registre « ${checkpoint.origin} » dit, depuis le ${dateOf(event.recordedAt)}, être la copie chiffrée du registre « ${replaced.origin} », qui s’arrêtait à ${count(replaced.size)} événements. Ce que vous avez de celui-ci prouve toujours ce qu’il prouvait.`;
      }
      return `Preuve valable : cet acte (${event.type}) a été enregistré le ${dateOf(event.recordedAt)}, au rang ${count(index + 1)} des ${count(checkpoint.size)} événements du registre « ${checkpoint.origin} », et n’a pas changé depuis.`;
    }
    case 'signed':
      return `Point de contrôle signé par le registre « ${finding.checkpoint.origin} » : ${count(finding.checkpoint.size)} événements.${finding.cosigners.length > 0 ? ` Contresigné par ${finding.cosigners.join(', ')}.` : ''}`;
    case 'dossier': {
      const { dossier, follows } = finding;
      return [
        `${dossierOf(finding)} est complet : ${piecesOf(dossier.before, dossier.head.size)}.`,
        'Rien n’y a été modifié, retiré, ajouté ni déplacé.',
        unproved(dossier, follows),
        follows && followingOf(follows, dossier.before),
      ]
        .filter(Boolean)
        .join(' ');
    }
    case 'broken-dossier':
      return `${dossierOf(finding)} n’est pas celui que le registre a scellé : ${faultOf(finding.fault!)}`;
    case 'other-past':
      return `${dossierOf(finding)} ne contient plus ce que contenait un dossier plus ancien que vous avez donné : le passé a été changé. Gardez ces fichiers, et demandez des explications.`;
    case 'document':
      return `Document que nomme la pièce n° ${count(finding.number)} du dossier de ${finding.party} : c’est bien lui, octet pour octet.`;
    case 'contradicted':
      return `Contradiction : le registre « ${finding.checkpoint.origin} » a signé, pour ${count(finding.checkpoint.size)} événements, deux états différents. L’un des deux est faux : gardez ces fichiers, et demandez des explications.`;
    case 'wrong':
      return 'Preuve fausse : ce qui est dans ce fichier n’est pas ce que le registre a scellé à cette place.';
    case 'unsigned':
      return keys.length === 0
        ? 'Sans les clés publiques du registre (« cles.txt »), rien ne peut être vérifié : ajoutez-les.'
        : 'Signature fausse : aucune des clés données n’a signé ce fichier, ou il a été modifié.';
    case 'half-signed':
      return 'Il y manque la signature d’une des deux sortes de clés du registre : ce fichier ne prouve rien par lui-même. S’il vient d’une version d’avant, qui n’y en mettait qu’une, montrez-le au portail, ou vérifiez-le avec les seules clés de ce temps-là.';
    case 'unreadable':
      return 'Ce fichier n’est ni une preuve, ni un dossier, ni un point de contrôle.';
    default:
      return finding satisfies never;
  }
}

/** What the log that has replaced it says of the one before; null for any other event. */
function replacedBy({ event }: Extract<Finding, { outcome: 'proved' }>): Checkpoint | null {
  if (event.stream !== 'sealedlog-replacements' || event.type !== 'LogReplaced') return null;
  try {
    return unverifiedCheckpoint((event.data as { checkpoint: string }).checkpoint);
  } catch {
    return null;
  }
}

const GOOD: readonly Finding['outcome'][] = ['proved', 'signed', 'dossier', 'document'];

export const isGood = ({ outcome }: Finding): boolean => GOOD.includes(outcome);

type OfDossier = Extract<Finding, { dossier: unknown }>;

const dossierOf = ({ dossier: { party, log }, sealedAt }: OfDossier): string =>
  `Le dossier de ${party.name} au registre « ${log} »${sealedAt ? `, arrêté le ${dateOf(sealedAt)},` : ''}`;

/** What a dossier says and does not prove; null where there is nothing of it. */
function unproved(dossier: Dossier, follows: Following | null): string | null {
  const silent = dossier.entries.filter(({ text }) => text === null).length;
  return (
    [
      silent > 0 &&
        `${count(silent)} ${silent === 1 ? 'pièce y est prouvée' : 'pièces y sont prouvées'} sans que l’on puisse lire ce qu’elle${silent === 1 ? ' dit' : 's disent'}.`,
      isNamed(dossier) === null &&
        !follows?.isJoined &&
        'À quel partenaire il appartient se prouve par le premier de ses dossiers.',
    ]
      .filter(Boolean)
      .join(' ') || null
  );
}

const piecesOf = (before: number, last: number): string =>
  before === last
    ? `aucune pièce après la n° ${count(before)}`
    : `les pièces n° ${count(before + 1)} à ${count(last)} y sont toutes`;

/** Pieces by their numbers: « la pièce n° 3 », « les pièces n° 3, 4 et 9 ». */
function named(numbers: readonly number[]): string {
  const listed = numbers.slice(0, MOST_NAMED).map(count);
  const more = numbers.length > MOST_NAMED ? ' et d’autres' : '';
  if (numbers.length === 1) return `la pièce n° ${listed[0]}`;
  const last = more ? '' : ` et ${listed.pop()}`;
  return `les pièces n° ${listed.join(', ')}${last}${more}`;
}

const MOST_NAMED = 10;

function faultOf({ kind, numbers }: DossierFault): string {
  const some = numbers.length > 0 ? named(numbers) : null;
  switch (kind) {
    case 'changed':
      return some
        ? `modification (${some}).`
        : 'une pièce au moins, ou ce qui la précède, a été modifié, sans que l’on puisse dire laquelle.';
    case 'removed':
      return some ? `il manque ${some}.` : 'une pièce au moins a été retirée.';
    case 'added':
      return some ? `ajout après coup (${some}).` : 'une pièce au moins a été ajoutée après coup.';
    case 'reordered':
      return `l’ordre a été changé (${some}).`;
    case 'other-head':
      return 'l’empreinte d’ensemble n’est pas celle qui a été scellée pour ce partenaire à cette date.';
    case 'other-party':
      return 'sa première pièce est celle d’un autre partenaire.';
    case 'not-sealed':
      return 'le point de contrôle joint ne scelle pas ce dossier : il est d’un autre état du registre.';
    default:
      return kind satisfies never;
  }
}

const followingOf = ({ file, number, isJoined }: Following, before: number): string =>
  isJoined
    ? `Il contient, inchangé, votre dossier précédent (${file}, jusqu’à la pièce n° ${count(number)}).`
    : `Entre votre dossier précédent (${file}, jusqu’à la pièce n° ${count(number)}) et celui-ci, les pièces n° ${count(number + 1)} à ${count(before)} ne vous ont pas été données : demandez-les.`;

const NARROW_NO_BREAK_SPACE = '\u202f';

const count = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, NARROW_NO_BREAK_SPACE);

const PARIS_DAY = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' });
const PARIS_CLOCK = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'medium', timeZone: 'Europe/Paris' });

/** « 1er décembre 2026 à 14 h 05 min 09 s ». What is no date says what it says: words of a dossier are proved by nothing. */
export function dateOf(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const day = PARIS_DAY.format(date).replace(/^1 /, '1er ');
  const [hour, minute, second] = PARIS_CLOCK.format(date).split(':');
  return `${day} à\u00a0${Number(hour)}\u00a0h\u00a0${minute}\u00a0min\u00a0${second}\u00a0s`;
}
