import { endOfDay, startOfDay } from '../calendar/calendar.ts';
import type { CalendarDate } from '../calendar/instant.ts';
import { Day, Text } from '../http/fields.ts';
import { type Fragment, fragment, verbatim } from '../postgres/fragment.ts';
import { filter, type ListFilter } from './declaration.ts';

interface Period {
  readonly from: ListFilter;
  readonly to: ListFilter;
}

/** `from` and `to`, days of Paris that both count whole, of a column of instants or of days; `of` says of what. */
export const period = {
  instants: (column: string, of: string): Period => ({
    from: onDay(`First day ${of}`, (day) => fragment`${verbatim(column)} >= ${startOfDay(day)}`),
    to: onDay(`Last day ${of}, whole`, (day) => fragment`${verbatim(column)} < ${endOfDay(day)}`),
  }),
  days: (column: string, of: string): Period => ({
    from: onDay(`First day ${of}`, (day) => fragment`${verbatim(column)} >= ${day}::date`),
    to: onDay(`Last day ${of}, whole`, (day) => fragment`${verbatim(column)} <= ${day}::date`),
  }),
};

const onDay = (description: string, where: (day: CalendarDate) => Fragment): ListFilter =>
  filter(Day({ optional: true, description }), where);

/** Of one gestionnaire. */
export const ofGestionnaire = (column: string): ListFilter =>
  filter(
    Text('organismId', { optional: true, description: 'SIRET of the gestionnaire' }),
    (id: string) => fragment`${verbatim(column)} = ${id}`,
  );
