import { type FormEvent, Fragment, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { TopValues } from '../../api/contract';
import { optionsOf, Select, TextField } from '../../components/fields/fields';
import { FormContext } from '../../components/fields/form-context';
import { dayOf, isDate, today } from '../../days';
import { ORIGINS, OUTCOMES } from '../../labels';
import {
  FIELDS,
  type Field,
  type JournalFilter,
  lastDays,
  pathOf,
  withCriterion,
  withPeriod,
} from './filter';

const RANGES = [
  { days: 1, label: 'Aujourd’hui' },
  { days: 7, label: '7 jours' },
  { days: 30, label: '30 jours' },
  { days: 90, label: '90 jours' },
  { days: 365, label: 'Un an' },
];

const textsIn = (event: FormEvent<HTMLFormElement>) => {
  event.preventDefault();
  const data = new FormData(event.currentTarget);
  return (name: string) => String(data.get(name) ?? '').trim();
};

/** Between which days. */
export function PeriodForm({ filter }: { filter: JournalFilter }) {
  const navigate = useNavigate();
  const { from, to } = filter;

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    const text = textsIn(event);
    navigate(pathOf(withPeriod(filter, { from: text('from') || from, to: text('to') || to })));
  }

  return (
    <form className="filter-bar" noValidate onSubmit={handleSubmit}>
      <FormContext value={{ id: 'period-', errors: {}, isFilter: true }}>
        <Fragment key={`${from} ${to}`}>
          <TextField name="from" type="date" label="Du" max={today()} defaultValue={dayIn(from)} />
          <TextField name="to" type="date" label="Au" max={today()} defaultValue={dayIn(to)} />
        </Fragment>
        <button type="submit" className="button">
          Afficher
        </button>
      </FormContext>
    </form>
  );
}

/** So many days up to today. */
export const Ranges = ({ filter }: { filter: JournalFilter }) => (
  <p className="row">
    {RANGES.map(({ days, label }) => (
      <Link
        key={days}
        to={pathOf(withPeriod(filter, lastDays(days)))}
        aria-current={filter.days === String(days) || undefined}
      >
        {label}
      </Link>
    ))}
  </p>
);

/** A date field shows the day of an hour, and nothing of what is no date. */
const dayIn = (bound: string) => (isDate(bound) && bound.length > 10 ? dayOf(bound) : bound);

/** One criterion more; the values that are frequent now are proposed. */
export function CriterionForm({ filter, top }: { filter: JournalFilter; top: TopValues | undefined }) {
  const navigate = useNavigate();
  const [field, setField] = useState<Field>('userCode');

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    const text = textsIn(event);
    const value = field === 'userCode' ? text('value').toUpperCase() : text('value');
    const { submitter } = event.nativeEvent as SubmitEvent;
    const isExcluded = (submitter as HTMLButtonElement | null)?.value === 'exclude';
    if (value !== '') navigate(pathOf(withCriterion(filter, { field, value, isExcluded })));
    event.currentTarget.reset();
  }

  return (
    <form className="filter-bar" noValidate onSubmit={handleSubmit}>
      <FormContext value={{ id: 'criterion-', errors: {}, isFilter: true }}>
        <Select
          name="field"
          label="Filtrer par"
          options={optionsOf(FIELDS)}
          value={field}
          onChange={(event) => setField(event.target.value as Field)}
        />
        {field === 'outcome' || field === 'origin' ? (
          <Select
            key={field}
            name="value"
            label="Valeur"
            options={optionsOf(field === 'outcome' ? OUTCOMES : ORIGINS)}
          />
        ) : (
          <TextField name="value" label="Valeur" list="frequent-values" autoComplete="off" />
        )}
        <datalist id="frequent-values">
          {field !== 'outcome' &&
            field !== 'origin' &&
            field !== 'name' &&
            top?.[field].map(({ value }) => <option key={value} value={value} />)}
        </datalist>
        <button type="submit" className="button">
          Inclure
        </button>
        <button type="submit" className="button" value="exclude">
          Exclure
        </button>
      </FormContext>
    </form>
  );
}
