import { Link } from 'react-router';
import type { Establishment, Profile } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { formatInstantDay } from '../../format';
import { ALL_PROFILES, PROFILES } from '../../labels';
import { personPath } from '../../persons';
import { RevocationForm } from './RevocationForm';

interface Props {
  establishments: Establishment[];
  canEnd?: boolean;
}

/** Who holds each profile, establishment by establishment; an empty place is shown as such (R8). */
export function Holders({ establishments, canEnd = false }: Props) {
  const columns: Column<Establishment>[] = [
    { header: 'Établissement', cell: ({ name }) => name },
    ...ALL_PROFILES.map((profile) => ({
      header: PROFILES[profile],
      cell: (establishment: Establishment) => (
        <Holder establishment={establishment} profile={profile} canEnd={canEnd} />
      ),
    })),
  ];
  return (
    <DataTable
      caption="Qui tient chaque profil aujourd’hui"
      columns={columns}
      rows={establishments}
      rowKey={({ id }) => id}
      empty="Aucun établissement."
    />
  );
}

function Holder({
  establishment,
  profile,
  canEnd,
}: {
  establishment: Establishment;
  profile: Profile;
  canEnd: boolean;
}) {
  const holder = establishment.holders.find((one) => one.profile === profile);
  if (!holder) return <Badge label="Vacant" tone="warning" />;
  return (
    <div className="stack-tight">
      <Link to={personPath(holder.personId)}>{holder.name}</Link>
      <span className="quiet">depuis le {formatInstantDay(holder.since)}</span>
      {canEnd && (
        <ActionDialog label="Mettre fin" title={`Fin d’habilitation\u00a0: ${holder.name}`}>
          {(close) => (
            <RevocationForm
              habilitationId={holder.habilitationId}
              what={`${PROFILES[profile]}, ${establishment.name}`}
              onDone={close}
            />
          )}
        </ActionDialog>
      )}
    </div>
  );
}
