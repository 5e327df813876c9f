import type { AttemptOutcome, Consultation, Consulted } from '../../api/contract';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { formatDay, formatTimestamp, plural } from '../../format';
import { ASKED, CONSULTATIONS, OUTCOMES } from '../../labels';

/** Who looked at what: for the head of security, who is seen too. */
export default function ConsultationsPage() {
  return (
    <Page title="Consultations">
      <p className="intro">
        Qui a lu le journal des connexions, un dossier, un rapport ou un document. Votre consultation est
        elle-même enregistrée.
      </p>
      <List list={LIST} />
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

const COLUMNS: ListColumn<Consultation>[] = [
  { header: 'Instant', sort: 'time', cell: ({ at }) => <time dateTime={at}>{formatTimestamp(at)}</time> },
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

const LIST: ListDeclaration<Consultation> = {
  here: '/consultations',
  path: '/consultations',
  caption: 'De la plus récente à la plus ancienne',
  columns: COLUMNS,
  rowKey: ({ id }) => id,
  searched: 'Code du lecteur, ce qui était demandé',
  filters: [
    { name: 'from', label: 'Du', type: 'date' },
    { name: 'to', label: 'Au', type: 'date' },
    { name: 'userCode', label: 'Code du lecteur', type: 'text' },
    { name: 'view', label: 'Lecture', none: 'Toutes', options: optionsOf(CONSULTATIONS) },
    { name: 'about', label: 'Code, dossier ou gestionnaire lu', type: 'text' },
  ],
  order: '-time',
  counted: (count) => plural(count, 'consultation'),
  empty: 'Aucune consultation.',
};
