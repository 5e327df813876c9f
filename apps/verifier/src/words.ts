import type { Finding, Verdict } from './check.ts';

/** What is said of a file, in French: whether it is good, in one sentence. */
export function sentenceOf(finding: Finding, { keys }: Verdict): string {
  switch (finding.outcome) {
    case 'proved': {
      const { event, index, checkpoint } = finding;
      return `Preuve valable : cet acte (${event.type}) a été enregistré le ${dateOf(event.recordedAt)}, au rang ${count(index + 1)} des ${count(checkpoint.size)} événements du registre « ${checkpoint.origin} », et n’a pas changé depuis.`;
    }
    case 'signed':
      return `Point de contrôle signé par le registre « ${finding.checkpoint.origin} » : ${count(finding.checkpoint.size)} événements.`;
    case 'contradicted':
      return `Contradiction : le registre « ${finding.checkpoint.origin} » a signé, pour ${count(finding.checkpoint.size)} événements, deux états différents. L’un des deux est faux : gardez ces fichiers, et demandez des explications.`;
    case 'wrong':
      return 'Preuve fausse : ce qui est dans ce fichier n’est pas ce que le registre a scellé à cette place.';
    case 'unsigned':
      return keys.length === 0
        ? 'Sans les clés publiques du registre (« cles.txt »), rien ne peut être vérifié : ajoutez-les.'
        : 'Signature fausse : aucune des clés données n’a signé ce fichier, ou il a été modifié.';
    case 'unreadable':
      return 'Ce fichier n’est ni une preuve ni un point de contrôle.';
    default:
      return finding satisfies never;
  }
}

export const isGood = ({ outcome }: Finding): boolean => outcome === 'proved' || outcome === 'signed';

const NARROW_NO_BREAK_SPACE = '\u202f';

const count = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, NARROW_NO_BREAK_SPACE);

const dateOf = (instant: string): string =>
  new Intl.DateTimeFormat('fr-FR', {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Europe/Paris',
  }).format(new Date(instant));
