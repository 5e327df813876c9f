import { Link } from 'react-router';
import type { Departure } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { ACTIONS } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { PARTNER_COLUMN } from '../../components/PartnerLink';
import { PolicySentence } from '../../components/PolicySentence';
import { formatDay, formatInstantDay, plural } from '../../format';
import { DEPARTURE_KINDS, PROFILES } from '../../labels';
import { personPath } from '../../persons';
import { DeclareDeparture } from './DeclareDeparture';
import { ExpectedReturnForm } from './ExpectedReturnForm';
import { Lateness } from './Lateness';
import { ReturnForm } from './ReturnForm';

/** R20: what a gestionnaire has declared, and may declare; what a Caf was told, late or not. */
export default function DeparturesPage() {
  const isOwn = useMe().role === 'gestionnaire';
  return (
    <Page title="Départs et retours" aside={isOwn && <DeclareDeparture />}>
      <p className="intro">
        {isOwn
          ? 'La convention (article 4) demande de déclarer tout départ, tout changement et toute absence.'
          : 'Ce que les gestionnaires ont déclaré (article 4), dans le délai ou en retard.'}{' '}
        <PolicySentence of="agentChangeDeclarationDays" />
        {isOwn && ' La déclaration met fin aux habilitations, et demande celles de la personne qui succède.'}
      </p>
      <List list={listFor(isOwn)} />
    </Page>
  );
}

const listFor = (isOwn: boolean): ListDeclaration<Departure> => ({
  here: '/departs',
  path: '/lists/departures',
  caption: 'De la déclaration la plus récente à la plus ancienne',
  columns: isOwn ? [PERSON, ...OTHERS, ACTION] : [PERSON, PARTNER_COLUMN, ...OTHERS],
  rowKey: ({ id }) => id,
  searched: 'Personne, adresse, gestionnaire, Siret',
  filters: [
    { name: 'kind', label: 'Nature', none: 'Toutes', options: optionsOf(DEPARTURE_KINDS) },
    {
      name: 'state',
      label: 'Déclarations',
      none: 'Toutes',
      options: [
        { value: 'late', label: 'En retard' },
        { value: 'absent', label: 'Absences en cours' },
        { value: 'overdue', label: 'Retours non déclarés' },
      ],
    },
    { name: 'from', label: 'Dernier jour du', type: 'date' },
    { name: 'to', label: 'au', type: 'date' },
    { name: 'organismId', isHidden: true },
  ],
  order: '-declared',
  counted: (count) => plural(count, 'déclaration'),
  empty: 'Aucun départ n’a été déclaré.',
});

const PERSON: ListColumn<Departure> = {
  header: 'Personne',
  sort: 'name',
  cell: ({ person, kind }) => (
    <>
      <Link to={personPath(person.id)}>{person.name}</Link>{' '}
      <span className="quiet block">{DEPARTURE_KINDS[kind]}</span>
    </>
  ),
};
const OTHERS: ListColumn<Departure>[] = [
  {
    header: 'Dernier jour',
    sort: 'lastDay',
    cell: ({ lastDay, reason }) => (
      <>
        {formatDay(lastDay)} <span className="quiet block">{reason}</span>
      </>
    ),
  },
  {
    header: 'Déclaré',
    sort: 'declared',
    cell: ({ declaredAt, declaredLateByDays }) => (
      <>
        {formatInstantDay(declaredAt)} <Lateness days={declaredLateByDays} />
      </>
    ),
  },
  {
    header: 'Profils qui ont pris fin',
    cell: ({ ended }) => (
      <ul className="stack-tight">
        {ended.map(({ profile, establishment }) => (
          <li key={profile + establishment}>
            {PROFILES[profile]} <span className="quiet block">{establishment}</span>
          </li>
        ))}
      </ul>
    ),
  },
  {
    header: 'Suite',
    cell: ({ successor, expectedReturn, back, isAway }) => (
      <div className="stack-tight">
        {successor && <span>Succession demandée : {successor.name}</span>}
        {back && (
          <span>
            De retour le {formatDay(back.returnedOn)} <Lateness days={back.declaredLateByDays} />
          </span>
        )}
        {isAway && expectedReturn && (
          <span>
            Retour prévu le <Due day={expectedReturn} />
          </span>
        )}
        {isAway && !expectedReturn && <Badge label="Absence en cours" tone="progress" />}
      </div>
    ),
  },
];
const ACTION: ListColumn<Departure> = {
  ...ACTIONS,
  cell: ({ id, person, isAway, expectedReturn }) =>
    isAway && (
      <div className="actions">
        <ActionDialog label="Déclarer le retour" title={`Retour : ${person.name}`} about={person.name}>
          <ReturnForm departureId={id} />
        </ActionDialog>
        <ActionDialog label="Retour prévu" title={`Retour prévu : ${person.name}`} about={person.name}>
          <ExpectedReturnForm departureId={id} expectedReturn={expectedReturn} />
        </ActionDialog>
      </div>
    ),
};
