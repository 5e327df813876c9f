import type { Bar, Histogram } from '../../api/contract';
import { dayOf, monthOf } from '../../days';
import { formatDay, formatHour, formatMonth, formatShortDay } from '../../format';

type Unit = Histogram['unit'];

/** What a bar is called in full, and below the first and the last. */
export const UNITS: Record<Unit, { by: string; label: (bar: Bar) => string; short: (bar: Bar) => string }> = {
  hour: { by: 'Par heure', label: ({ from }) => formatHour(from), short: ({ from }) => formatHour(from) },
  day: {
    by: 'Par jour',
    label: ({ from }) => formatDay(dayOf(from)),
    short: ({ from }) => formatShortDay(dayOf(from)),
  },
  week: {
    by: 'Par semaine',
    label: ({ from }) => `semaine du ${formatDay(dayOf(from))}`,
    short: ({ from }) => formatShortDay(dayOf(from)),
  },
  month: {
    by: 'Par mois',
    label: ({ from }) => formatMonth(monthOf(from)),
    short: ({ from }) => formatMonth(monthOf(from)),
  },
};

export const barLabel = (bar: Bar, unit: Unit) => UNITS[unit].label(bar);
