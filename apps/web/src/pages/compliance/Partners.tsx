import { Link } from 'react-router';
import type { Duty, PartnerDuties } from '../../api/contract';
import { Badge, type Tone } from '../../components/Badge';
import { Due } from '../../components/Due';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { Section } from '../../components/Section';
import { formatDay, plural } from '../../format';
import { DUTIES } from '../../labels';

/** What is missing of the attestations of a Caf's partners. */
export const Partners = () => (
  <Section title="Attestations des partenaires">
    <List list={LIST} />
  </Section>
);

const COLUMNS: ListColumn<PartnerDuties>[] = [
  {
    header: 'Gestionnaire',
    sort: 'name',
    cell: ({ gestionnaire }) => <Link to={`/conformite/${gestionnaire.id}`}>{gestionnaire.name}</Link>,
  },
  {
    header: 'Manquantes',
    sort: 'missing',
    cell: ({ missing }) => <DutyCount duties={missing} tone="danger" />,
  },
  { header: 'À renouveler', cell: ({ ending }) => <DutyCount duties={ending} tone="warning" /> },
  {
    header: 'Première échéance',
    sort: 'due',
    cell: ({ nextEnd }) => (nextEnd ? <Due day={nextEnd} /> : '—'),
  },
  { header: 'Demandées le', cell: ({ askedOn }) => (askedOn ? formatDay(askedOn) : '—') },
];

const DUTY_OPTIONS = optionsOf(DUTIES);

const LIST: ListDeclaration<PartnerDuties> = {
  here: '/conformite',
  path: '/lists/attestations',
  caption: 'Partenaires, ceux à qui il en manque le plus d’abord',
  columns: COLUMNS,
  rowKey: ({ gestionnaire }) => gestionnaire.id,
  searched: 'Gestionnaire, Siret, représentant',
  filters: [
    {
      name: 'state',
      label: 'Partenaires',
      none: 'À compléter ou à renouveler',
      options: [
        { value: 'missing', label: 'À compléter' },
        { value: 'any', label: 'Tous' },
      ],
    },
    { name: 'attested', label: 'Ont attesté', none: 'Peu importe', options: DUTY_OPTIONS },
    {
      name: 'lacking',
      label: 'N’attestent pas',
      none: 'Peu importe',
      options: [...DUTY_OPTIONS, { value: 'any', label: 'Une obligation au moins' }],
    },
  ],
  order: 'missing',
  counted: (count) => plural(count, 'partenaire'),
  empty: 'Toutes les attestations de vos partenaires sont valables.',
};

const ALL = Object.keys(DUTIES).length;

function DutyCount({ duties, tone }: { duties: Duty[]; tone: Tone }) {
  if (duties.length === 0) return '—';
  return (
    <>
      <Badge label={String(duties.length)} tone={tone} />{' '}
      <span className="quiet block">
        {duties.length === ALL ? 'toutes' : duties.map((duty) => DUTIES[duty]).join(', ')}
      </span>
    </>
  );
}
