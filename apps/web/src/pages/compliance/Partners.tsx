import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { Duty, PartnerDuties } from '../../api/contract';
import { queries } from '../../api/queries';
import { Badge, type Tone } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { FilterBar } from '../../components/FilterBar';
import { Select } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatDay, plural } from '../../format';
import { DUTIES } from '../../labels';

/** What is missing of the attestations of a Caf's partners. */
export function Partners() {
  const [search] = useSearchParams();
  const isWhole = search.get('partenaires') === 'tous';
  const partners = useQuery(queries.partnerDuties());
  return (
    <Section title="Attestations des partenaires">
      <FilterBar>
        <Select
          name="partenaires"
          label="Partenaires"
          none="À compléter ou à renouveler"
          options={[{ value: 'tous', label: 'Tous' }]}
          defaultValue={isWhole ? 'tous' : undefined}
        />
      </FilterBar>
      <Loaded query={partners}>
        {(list) => {
          const open = list.filter(({ missing, ending }) => missing.length + ending.length > 0);
          return (
            <DataTable
              caption={`${plural(open.length, 'partenaire')} sur ${list.length} à compléter ou à renouveler`}
              columns={COLUMNS}
              rows={isWhole ? list : open}
              rowKey={({ gestionnaire }) => gestionnaire.id}
              empty={
                isWhole
                  ? 'Aucune convention n’est en vigueur.'
                  : 'Toutes les attestations de vos partenaires sont valables.'
              }
            />
          );
        }}
      </Loaded>
    </Section>
  );
}

const COLUMNS: Column<PartnerDuties>[] = [
  {
    header: 'Gestionnaire',
    cell: ({ gestionnaire }) => <Link to={`/conformite/${gestionnaire.id}`}>{gestionnaire.name}</Link>,
  },
  { header: 'Manquantes', cell: ({ missing }) => <DutyCount duties={missing} tone="danger" /> },
  { header: 'À renouveler', cell: ({ ending }) => <DutyCount duties={ending} tone="warning" /> },
  { header: 'Première échéance', cell: ({ nextEnd }) => (nextEnd ? <Due day={nextEnd} /> : '—') },
  { header: 'Demandées le', cell: ({ askedOn }) => (askedOn ? formatDay(askedOn) : '—') },
];

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
