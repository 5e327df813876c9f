import type { RecordedEvent } from '#event-sourcing';
import type { HistoryLine } from '#platform';
import type { Part } from '../../domain/content.ts';
import type { DeclarationEvent } from '../../domain/declaration-events.ts';

const PART_NAMES: Record<Part, string> = {
  activity: 'Données d’activité',
  finances: 'Données financières',
};

/** Null for what only follows from the event before it. */
export function historyOf({ metadata, ...event }: RecordedEvent<DeclarationEvent>): HistoryLine | null {
  const what = sentenceOf(event);
  return what && 'by' in event.data ? { at: metadata.occurredAt, what, who: event.data.by.name } : null;
}

function sentenceOf(event: DeclarationEvent): string | null {
  switch (event.type) {
    case 'DeclarationOpened':
      return event.data.carriedOver
        ? `Version ${event.data.version} ouverte pour corriger la précédente`
        : 'Déclaration ouverte';
    case 'ActivityDataEntered':
      return `${PART_NAMES.activity} enregistrées`;
    case 'FinancialDataEntered':
      return `${PART_NAMES.finances} enregistrées`;
    case 'PartSubmitted': {
      const { part, comment } = event.data;
      return `${PART_NAMES[part]} remises à l’approbateur${comment === null ? '' : `\u00a0: ${comment}`}`;
    }
    case 'DeclarationSubmitted':
      return null;
    case 'PartReturned':
      return `${PART_NAMES[event.data.part]} renvoyées pour correction : ${event.data.reason}`;
    case 'DeclarationApproved':
      return event.data.selfApproval ? 'Déclaration approuvée (auto-approbation)' : 'Déclaration approuvée';
    case 'DeclarationTransmitted':
      return 'Déclaration transmise à la Caf';
    default:
      return event satisfies never;
  }
}
