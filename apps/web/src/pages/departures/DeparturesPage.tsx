import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { Departure } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { FilterBar } from '../../components/FilterBar';
import { Select } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { PartnerLink } from '../../components/PartnerLink';
import { formatDay, formatInstantDay, plural } from '../../format';
import { DEPARTURE_KINDS, PROFILES } from '../../labels';
import { personPath } from '../../persons';
import { DepartureForm } from './DepartureForm';
import { Lateness } from './Lateness';
import { ReturnForm } from './ReturnForm';

/** R20: what a gestionnaire has declared, and may declare; what a Caf was told, late or not. */
export default function DeparturesPage() {
  const isOwn = useMe().role === 'gestionnaire';
  const [search] = useSearchParams();
  const isLateAlone = search.get('retard') === 'oui';
  const departures = useQuery(queries.departures());
  return (
    <Page title="Départs et retours" aside={isOwn && <Declare />}>
      <p className="intro">
        {isOwn
          ? 'La convention (article 4) demande de déclarer tout départ, tout changement et toute absence sous 15\u00a0jours. La déclaration met fin aux habilitations, et demande celles de la personne qui succède.'
          : 'Ce que les gestionnaires ont déclaré (article 4)\u00a0: sous 15\u00a0jours, ou en retard.'}
      </p>
      {!isOwn && (
        <FilterBar>
          <Select
            name="retard"
            label="Déclarations"
            none="Toutes"
            options={[{ value: 'oui', label: 'En retard' }]}
            defaultValue={isLateAlone ? 'oui' : undefined}
          />
        </FilterBar>
      )}
      <Loaded query={departures}>
        {(list) => {
          const late = list.filter(isLate);
          return (
            <DataTable
              caption={`${plural(list.length, 'déclaration')}, dont ${late.length} en retard, de la plus récente à la plus ancienne`}
              columns={isOwn ? [PERSON, ...OTHERS, ACTION] : [PERSON, PARTNER, ...OTHERS]}
              rows={isLateAlone ? late : list}
              rowKey={({ id }) => id}
              empty={isLateAlone ? 'Aucune déclaration en retard.' : 'Aucun départ n’a été déclaré.'}
            />
          );
        }}
      </Loaded>
    </Page>
  );
}

const isLate = ({ declaredLateByDays, back }: Departure) =>
  declaredLateByDays > 0 || (back?.declaredLateByDays ?? 0) > 0;

function Declare() {
  const persons = useQuery(queries.persons());
  const establishments = useQuery(queries.establishments());
  if (!persons.data || !establishments.data) return null;
  return (
    <ActionDialog label="Déclarer un départ" look="primary">
      {(close) => (
        <DepartureForm persons={persons.data} establishments={establishments.data} onDone={close} />
      )}
    </ActionDialog>
  );
}

const PERSON: Column<Departure> = {
  header: 'Personne',
  cell: ({ person, kind }) => (
    <>
      <Link to={personPath(person.id)}>{person.name}</Link>{' '}
      <span className="quiet block">{DEPARTURE_KINDS[kind]}</span>
    </>
  ),
};
const PARTNER: Column<Departure> = {
  header: 'Gestionnaire',
  cell: ({ gestionnaire }) => <PartnerLink gestionnaire={gestionnaire} />,
};
const OTHERS: Column<Departure>[] = [
  {
    header: 'Dernier jour',
    cell: ({ lastDay, reason }) => (
      <>
        {formatDay(lastDay)} <span className="quiet block">{reason}</span>
      </>
    ),
  },
  {
    header: 'Déclaré',
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
    cell: ({ kind, successor, expectedReturn, back }) => (
      <div className="stack-tight">
        {successor && <span>Succession demandée : {successor.name}</span>}
        {back && (
          <span>
            De retour le {formatDay(back.returnedOn)} <Lateness days={back.declaredLateByDays} />
          </span>
        )}
        {!back && expectedReturn && (
          <span>
            Retour prévu le <Due day={expectedReturn} />
          </span>
        )}
        {kind === 'absence' && !back && !expectedReturn && <Badge label="Absence en cours" tone="progress" />}
      </div>
    ),
  },
];
const ACTION: Column<Departure> = {
  header: 'Action',
  cell: ({ id, kind, person, back }) =>
    kind === 'absence' &&
    !back && (
      <ActionDialog label="Déclarer le retour" title={`Retour : ${person.name}`} about={person.name}>
        {(close) => <ReturnForm departureId={id} onDone={close} />}
      </ActionDialog>
    ),
};
