import { Link } from 'react-router';
import type { Establishment, Profile } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { formatInstantDay } from '../../format';
import { ALL_PROFILES, PROFILES } from '../../labels';
import { personPath } from '../../persons';
import { untilText } from './term';

/** Who holds each profile of an establishment; an empty place is shown as such (R8). */
export const HOLDER_COLUMNS: Column<Establishment>[] = ALL_PROFILES.map((profile) => ({
  header: PROFILES[profile],
  cell: (establishment) => <Holder establishment={establishment} profile={profile} />,
}));

export function Holders({ establishments }: { establishments: Establishment[] }) {
  return (
    <DataTable
      caption="Qui tient chaque profil aujourd’hui"
      columns={[{ header: 'Établissement', cell: ({ name }) => name }, ...HOLDER_COLUMNS]}
      rows={establishments}
      rowKey={({ id }) => id}
      empty="Aucun établissement."
    />
  );
}

function Holder({ establishment, profile }: { establishment: Establishment; profile: Profile }) {
  const holder = establishment.holders.find((one) => one.profile === profile);
  if (!establishment.isInForce) return '—';
  const awaited = establishment.awaited.find((one) => one.profile === profile);
  if (!holder) {
    return (
      <div className="stack-tight">
        <Badge label="Vacant" tone="warning" />
        {awaited && (
          <span className="quiet">
            {awaited.name} le retrouve le {formatInstantDay(awaited.from)}
          </span>
        )}
      </div>
    );
  }
  return (
    <div className="stack-tight">
      <Link to={personPath(holder.personId)}>{holder.name}</Link>
      <span className="quiet">depuis le {formatInstantDay(holder.since)}</span>
      {holder.lastDay && <span className="quiet">{untilText(holder.lastDay, awaited?.name ?? null)}</span>}
    </div>
  );
}
