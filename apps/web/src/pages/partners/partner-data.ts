import { useQuery } from '@tanstack/react-query';
import type { Account, ListedPerson } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { today } from '../../days';

/** A page says enough here: what is behind it is one search away. */
const MOST = '100';
/** Days before the block from which a code is shown (R21). */
const SOON = '15';

export type Partner = ReturnType<typeof usePartner>;

/** What concerns one partner, as far as the reader may read it: the one place that knows where each part comes from. */
export function usePartner(id: string) {
  const { role } = useMe();
  const enabled = role !== 'caf-habilitation';
  const isCaf = role === 'caf-security';
  const select = <One extends { gestionnaire: { id: string } }>(all: One[]) =>
    all.filter(({ gestionnaire }) => gestionnaire.id === id);
  const codes = (filter: Record<string, string>) =>
    queries.list<Account>('/lists/accounts', { organismId: id, limit: MOST, ...filter });

  const establishments = useQuery({ ...queries.establishments(), select });
  const own = new Set(establishments.data?.map((establishment) => establishment.id));
  const selectOwn = <One extends { establishment: { id: string } }>(all: One[]) =>
    all.filter(({ establishment }) => own.has(establishment.id));
  const queued = useQuery({
    ...queries.anomalyQueue({ state: 'any', gestionnaireId: id, limit: MOST }),
    select: ({ items }) => items,
    enabled: isCaf,
  });
  const told = useQuery({ ...queries.anomalies(), enabled: role === 'gestionnaire' });

  return {
    conventions: useQuery({ ...queries.conventions(), select }),
    establishments,
    requests: useQuery({ ...queries.habilitationRequests('pending'), select: selectOwn }),
    departures: useQuery({ ...queries.departures(), select }),
    persons: useQuery(queries.list<ListedPerson>('/lists/persons', { organismId: id, limit: MOST })),
    soonBlocked: useQuery(codes({ blocksWithin: SOON, sort: 'blocksAfter' })),
    blocked: useQuery(codes({ state: 'blocked' })),
    toUnblock: useQuery(codes({ unblocking: 'requested' })),
    cases: isCaf ? queued : told,
    incidents: useQuery({ ...queries.incidents(), select, enabled }),
    attestations: useQuery({ ...queries.attestations(id), enabled }),
    controls: useQuery({ ...queries.controls({ gestionnaireId: id }), enabled }),
    declarations: useQuery({
      ...queries.declarations({ year: today().slice(0, 4) }),
      select: selectOwn,
    }),
  };
}
