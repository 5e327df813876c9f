import type { HabilitationRequest } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { formatDay } from '../../format';
import { PROFILES, REQUEST_STATES } from '../../labels';
import { AmendmentState } from './AmendmentState';
import { RequestDecision } from './RequestDecision';

interface Props {
  caption: string;
  requests: HabilitationRequest[];
  empty: string;
}

export function RequestTable({ caption, requests, empty }: Props) {
  return (
    <DataTable caption={caption} columns={COLUMNS} rows={requests} rowKey={({ id }) => id} empty={empty} />
  );
}

const COLUMNS: Column<HabilitationRequest>[] = [
  {
    header: 'Personne',
    cell: ({ person }) => (
      <>
        {person.name} <span className="quiet block">{person.function}</span>
      </>
    ),
  },
  {
    header: 'Profil',
    cell: ({ profile, establishment, replaces }) => (
      <>
        {PROFILES[profile]} <span className="quiet block">{establishment.name}</span>
        {replaces && <span className="quiet block">remplace {replaces}</span>}
      </>
    ),
  },
  {
    header: 'Demande',
    cell: ({ reference, requestedOn }) => (
      <>
        {reference} <span className="quiet block">du {formatDay(requestedOn)}</span>
      </>
    ),
  },
  {
    header: 'État',
    cell: (request) => (
      <div className="stack-tight">
        <Badge {...REQUEST_STATES[request.state]} />
        {request.reason && <span className="quiet">{request.reason}</span>}
        {request.amendment && (
          <AmendmentState amendment={request.amendment} isPending={request.state === 'pending'} />
        )}
        <RequestDecision request={request} />
      </div>
    ),
  },
];
