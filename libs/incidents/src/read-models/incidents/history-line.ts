import { endangeredCode, type IncidentEvent } from '../../domain/incident.ts';
import { CATEGORY_NAMES } from '../../domain/wording.ts';

/** What happened, as the history of an incident tells it. */
export function historyLine({ type, data }: IncidentEvent): string {
  switch (type) {
    case 'IncidentReported': {
      const reported = `Incident signalé\u00a0: ${CATEGORY_NAMES[data.category].toLowerCase()}`;
      const code = endangeredCode(data);
      return code === null ? reported : `${reported}. Le code ${code} n’ouvre plus rien`;
    }
    case 'IncidentClosed':
      return 'Incident clos par la Caf';
    default:
      return type satisfies never;
  }
}
