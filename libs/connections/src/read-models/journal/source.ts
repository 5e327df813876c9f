import { type CalendarDate, type Fragment, fragment } from '#platform';
import type { Selection } from './filter.ts';
import { COUNTED_FIELDS, type CountedField } from './roll-ups.ts';

/** The most rows that are counted one by one: the latest. More would keep the reader waiting. */
export const MOST_COUNTED = 100_000;

/** The fields that are filtered, outcomes apart, which every roll-up knows: one at most can be answered from a roll-up. */
export const fieldsOf = ({ restrictions }: Selection): CountedField[] =>
  COUNTED_FIELDS.filter((field) => restrictions.some(({ column }) => column === field));

/** The rows of the roll-up by day that count the values of a field from one day to another, both included. */
export const ofDays = (field: string | null, first: CalendarDate, last: CalendarDate): Fragment =>
  fragment`field = ${field} AND day BETWEEN ${first} AND ${last}`;
