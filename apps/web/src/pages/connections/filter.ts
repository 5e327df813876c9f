import { searchOf } from '../../api/client';
import type { AttemptOutcome, CalendarDate, Instant } from '../../api/contract';
import { addDays, today } from '../../days';
import { OUTCOMES } from '../../labels';

/** The fields of an attempt that the journal is filtered by, each with its parameter for what is left out. */
export const FIELDS = {
  userCode: { label: 'Code', without: 'notUserCode' },
  name: { label: 'Nom', without: 'notName' },
  network: { label: 'Réseau', without: 'notNetwork' },
  outcome: { label: 'Issue', without: 'notOutcome' },
  browser: { label: 'Navigateur', without: 'notBrowser' },
} as const;
export type Field = keyof typeof FIELDS;
type Parameter = Field | (typeof FIELDS)[Field]['without'];

/** One value of one field, that attempts must have, or must not. */
export interface Criterion {
  field: Field;
  value: string;
  isExcluded: boolean;
}

/** What the journal shows; kept whole in the address, so that a link shows the same lines. */
export type JournalFilter = { from: CalendarDate | Instant; to: CalendarDate | Instant } & Partial<
  Record<Parameter, string[]>
>;

const HERE = '/connexions';
const DEFAULT_DAYS = 7;
const PARAMETERS = Object.entries(FIELDS).flatMap(([field, { without }]) => [field as Field, without]);

/** So many days up to today, today included. */
export const lastDays = (count: number): Pick<JournalFilter, 'from' | 'to'> => ({
  from: addDays(today(), 1 - count),
  to: today(),
});

export const defaultFilter = (): JournalFilter => lastDays(DEFAULT_DAYS);

export function filterOf(search: URLSearchParams): JournalFilter {
  const { from, to } = defaultFilter();
  const given = PARAMETERS.map((name) => [name, search.getAll(name)] as const).filter(
    ([, values]) => values.length > 0,
  );
  return {
    from: search.get('from') ?? from,
    to: search.get('to') ?? to,
    ...Object.fromEntries(given),
  };
}

/** The journal's own path with this filter. */
export function pathOf(filter: JournalFilter | string, cursor?: string): string {
  return `${HERE}?${typeof filter === 'string' ? filter : searchOf({ ...filter, cursor })}`;
}

/** The query of this filter as it is kept: the seven days up to today are those of each day. */
export function searchToKeep({ from, to, ...criteria }: JournalFilter): string {
  const usual = defaultFilter();
  const period = from === usual.from && to === usual.to ? {} : { from, to };
  return searchOf({ ...period, ...criteria }).toString();
}

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
  if (field === 'outcome') return OUTCOMES[value as AttemptOutcome]?.label ?? value;
  if (value === 'unknown') return field === 'network' ? 'Inconnu' : 'Non déclaré';
  return field === 'browser' && value === 'other' ? 'Autre' : value;
}
