import { formatCount, formatDate } from '#platform';
import type { ControlEvent } from '../../domain/control.ts';
import { OUTCOME_NAMES } from '../../domain/wording.ts';

/** What happened, as the history of a control tells it. */
export function historyLine({ type, data }: ControlEvent): string {
  switch (type) {
    case 'ControlPlanned':
      return `Contrôle prévu le ${formatDate(data.plannedOn)}`;
    case 'ControlRescheduled':
      return `Contrôle reporté au ${formatDate(data.plannedOn)}\u00a0: ${data.reason}`;
    case 'ControlCancelled':
      return `Contrôle annulé\u00a0: ${data.reason}`;
    case 'ControlConcluded': {
      const concluded = `Contrôle du ${formatDate(data.carriedOutOn)} conclu\u00a0: ${OUTCOME_NAMES[data.outcome].toLowerCase()}`;
      return data.agreement
        ? `${concluded}. Mesures convenues pour le ${formatDate(data.agreement.dueOn)}`
        : concluded;
    }
    case 'AgreementVerified':
      return data.daysLate > 0
        ? `Mesures convenues vérifiées, avec ${formatCount(data.daysLate, 'jour')} de retard`
        : 'Mesures convenues vérifiées';
    default:
      return type satisfies never;
  }
}
