import type { ActDescriptions } from '#event-sourcing';
import { formatCount, formatDate } from '#platform';
import type { RecordedDaysEvent } from './domain/recorded-days.ts';

export const conformityActs: ActDescriptions<RecordedDaysEvent> = {
  ConformityRecorded: {
    ...{ kind: 'operation', title: 'État de la conformité gardé', readers: ['caf-security'] },
    detail: ({ day, toSettle }) => `${formatDate(day)}, ${formatCount(toSettle, 'clause')} à régler`,
  },
};
