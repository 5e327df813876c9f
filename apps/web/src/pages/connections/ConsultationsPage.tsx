import type { Consultation } from '../../api/contract';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { formatTimestamp, plural } from '../../format';
import { ASKED, CONSULTATIONS } from '../../labels';
import { askedInWords } from './asked';

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
    cell: (consultation) =>
      consultation.asked.length === 0
        ? '—'
        : consultation.asked.map(({ name, value }) => (
            <span className="block" key={name}>
              <span className="quiet">{ASKED[name] ?? name} :</span> {askedInWords(consultation, name, value)}
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
