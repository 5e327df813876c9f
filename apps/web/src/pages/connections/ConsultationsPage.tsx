import { useQuery } from '@tanstack/react-query';
import type { AttemptOutcome, Consultation, Consulted } from '../../api/contract';
import { queries } from '../../api/queries';
import { type Column, DataTable } from '../../components/DataTable';
import { FilterBar } from '../../components/FilterBar';
import { optionsOf, Select, TextField } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { today } from '../../days';
import { formatDay, formatTimestamp } from '../../format';
import { ASKED, CONSULTATIONS, OUTCOMES } from '../../labels';
import { useListAddress } from '../../list-address';

const HERE = '/consultations';
const FILTERS = ['from', 'to', 'userCode', 'view', 'about', 'cursor'] as const;

/** Who looked at what: for the head of security, who is seen too. */
export default function ConsultationsPage() {
  const { filter, pageAt } = useListAddress(HERE, FILTERS);
  const consultations = useQuery(queries.consultations(filter));

  return (
    <Page title="Consultations">
      <p className="intro">
        Qui a lu le journal des connexions, un dossier, un rapport ou un document. Votre consultation est
        elle-même enregistrée.
      </p>
      <FilterBar reset={HERE}>
        <TextField name="from" type="date" label="Du" max={today()} defaultValue={filter.from} />
        <TextField name="to" type="date" label="Au" max={today()} defaultValue={filter.to} />
        <TextField name="userCode" label="Code du lecteur" defaultValue={filter.userCode} />
        <Select
          name="view"
          label="Lecture"
          none="Toutes"
          options={optionsOf(CONSULTATIONS)}
          defaultValue={filter.view}
        />
        <TextField name="about" label="Code, dossier ou gestionnaire lu" defaultValue={filter.about} />
      </FilterBar>
      <Loaded query={consultations}>
        {({ items, next }) => (
          <>
            <DataTable
              caption="De la plus récente à la plus ancienne"
              columns={COLUMNS}
              rows={items}
              rowKey={({ id }) => id}
              empty="Aucune consultation ne répond à ces critères."
            />
            <Pager
              label="Pages des consultations"
              first={filter.cursor ? pageAt() : null}
              older={next && pageAt(next)}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What was asked for, as people read it: days and words of the API have a French form. */
function shown(name: string, value: string): string {
  if (name === 'at' || /^\d{4}-\d\d-\d\dT/.test(value)) return formatTimestamp(value);
  if (['from', 'to', 'on', 'known'].includes(name)) return formatDay(value);
  if (name === 'view') return CONSULTATIONS[value as Consulted];
  if (name !== 'outcome' && name !== 'notOutcome') return value;
  return value
    .split(', ')
    .map((outcome) => OUTCOMES[outcome as AttemptOutcome].label)
    .join(', ');
}

const COLUMNS: Column<Consultation>[] = [
  { header: 'Instant', cell: ({ at }) => <time dateTime={at}>{formatTimestamp(at)}</time> },
  {
    header: 'Lecteur',
    cell: ({ userCode, name }) => (
      <>
        <span className="nowrap">{userCode}</span> <span className="quiet block">{name}</span>
      </>
    ),
  },
  { header: 'Lecture', cell: ({ view }) => CONSULTATIONS[view] },
  {
    header: 'Demandé',
    cell: ({ asked }) =>
      asked.length === 0
        ? '—'
        : asked.map(({ name, value }) => (
            <span className="block" key={name}>
              <span className="quiet">{ASKED[name] ?? name} :</span> {shown(name, value)}
            </span>
          )),
  },
];
