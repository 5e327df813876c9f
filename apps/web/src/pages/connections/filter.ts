import { searchOf } from '../../api/client';
import type { AttemptOrigin, AttemptOutcome, CalendarDate, Instant } from '../../api/contract';
import { addDays, today } from '../../days';
import { ORIGINS, OUTCOMES } from '../../labels';

/** The fields of an attempt that the journal is filtered by, each with its parameter for what is left out. */
export const FIELDS = {
  userCode: { label: 'Code', without: 'notUserCode' },
  name: { label: 'Nom', without: 'notName' },
  network: { label: 'Réseau', without: 'notNetwork' },
  outcome: { label: 'Issue', without: 'notOutcome' },
  browser: { label: 'Navigateur', without: 'notBrowser' },
  origin: { label: 'Origine', without: 'notOrigin' },
} as const;
export type Field = keyof typeof FIELDS;
type Parameter = Field | (typeof FIELDS)[Field]['without'];

/** One value of one field, that attempts must have, or must not. */
export interface Criterion {
  field: Field;
  value: string;
  isExcluded: boolean;
}

/** `days` says that the period is so many days up to today, and tomorrow to tomorrow. */
export interface JournalPeriod {
  from: CalendarDate | Instant;
  to: CalendarDate | Instant;
  days?: string;
}

/** What the journal shows; kept whole in the address, so that a link shows the same lines. */
export type JournalFilter = JournalPeriod & Partial<Record<Parameter, string[]>>;

const HERE = '/connexions';
const DEFAULT_DAYS = 7;
const PARAMETERS = Object.entries(FIELDS).flatMap(([field, { without }]) => [field as Field, without]);

/** So many days up to today, today included. */
export const lastDays = (count: number): JournalPeriod => ({
  from: addDays(today(), 1 - count),
  to: today(),
  days: String(count),
});

export const defaultFilter = (): JournalFilter => lastDays(DEFAULT_DAYS);

export function filterOf(search: URLSearchParams): JournalFilter {
  const given = PARAMETERS.map((name) => [name, search.getAll(name)] as const).filter(
    ([, values]) => values.length > 0,
  );
  return {
    ...periodOf(search),
    ...Object.fromEntries(given),
  };
}

/** Ten years and a few days, as the server has it. */
const MOST_DAYS = 3660;

function periodOf(search: URLSearchParams): JournalPeriod {
  const [from, to] = [search.get('from'), search.get('to')];
  const days = Number(search.get('days'));
  if (from === null && to === null && Number.isInteger(days) && days > 0 && days <= MOST_DAYS)
    return lastDays(days);
  const usual = defaultFilter();
  return from === null && to === null ? usual : { from: from ?? usual.from, to: to ?? usual.to };
}

/** The journal's own path with this filter. */
export const pathOf = (filter: JournalFilter, cursor?: string): string =>
  journalAt(addressOf(filter, cursor).toString());

/** Its path with a query that was kept. */
export const journalAt = (search: string): string => `${HERE}?${search}`;

/** The query of this filter: days up to today are those of each day, and the usual ones need not be said. */
export function addressOf({ from, to, days, ...criteria }: JournalFilter, cursor?: string): URLSearchParams {
  const period =
    days === undefined ? { from, to } : { days: days === String(DEFAULT_DAYS) ? undefined : days };
  return searchOf({ ...period, ...criteria, cursor });
}

/** What the server is asked: it knows periods alone. */
export const askedOf = ({ days: _, ...filter }: JournalFilter): Omit<JournalFilter, 'days'> => filter;

/** Within another period, or within this one however it was said. */
export const withPeriod = (filter: JournalFilter, { from, to, days }: JournalPeriod): JournalFilter => ({
  ...filter,
  from,
  to,
  days,
});

export const criteriaOf = (filter: JournalFilter): Criterion[] =>
  (Object.keys(FIELDS) as Field[]).flatMap((field) =>
    [false, true].flatMap((isExcluded) =>
      (filter[parameterOf({ field, isExcluded })] ?? []).map((value) => ({ field, value, isExcluded })),
    ),
  );

/** With one criterion more; the same value is not asked for and left out at once. */
export function withCriterion(filter: JournalFilter, criterion: Criterion): JournalFilter {
  const rest = withoutCriterion(withoutCriterion(filter, criterion), turned(criterion));
  const parameter = parameterOf(criterion);
  return { ...rest, [parameter]: [...(rest[parameter] ?? []), criterion.value] };
}

export function withoutCriterion(filter: JournalFilter, criterion: Criterion): JournalFilter {
  const parameter = parameterOf(criterion);
  return { ...filter, [parameter]: (filter[parameter] ?? []).filter((value) => value !== criterion.value) };
}

/** Left out what was asked for, and the other way round. */
export const turned = (criterion: Criterion): Criterion => ({
  ...criterion,
  isExcluded: !criterion.isExcluded,
});

const parameterOf = ({ field, isExcluded }: Pick<Criterion, 'field' | 'isExcluded'>): Parameter =>
  isExcluded ? FIELDS[field].without : field;

/** A value as people read it. */
export function valueLabel(field: Field, value: string): string {
  if (field === 'origin') return ORIGINS[value as AttemptOrigin] ?? value;
  if (field === 'outcome') return OUTCOMES[value as AttemptOutcome]?.label ?? value;
  if (value === 'unknown') return field === 'network' ? 'Inconnu' : 'Non déclaré';
  return field === 'browser' && value === 'other' ? 'Autre' : value;
}
