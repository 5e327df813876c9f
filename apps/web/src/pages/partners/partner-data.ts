import { useQuery } from '@tanstack/react-query';
import type {
  Account,
  Anomaly,
  Departure,
  Establishment,
  Incident,
  ListedControl,
  ListedConvention,
  ListedRequest,
} from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { today } from '../../days';

/** Days before the block from which a code is shown (R21). */
const SOON = '15';

/** Departures of this year that were declared late (R20). */
export const lateThisYear = () => ({ state: 'late', from: `${today().slice(0, 4)}-01-01` });

export type Partner = ReturnType<typeof usePartner>;

/** What may not be in order with a partner, as far as the reader may read it: the one place that knows where it comes from. */
export function usePartner(id: string) {
  const { role } = useMe();
  const enabled = role !== 'caf-habilitation';
  const isCaf = role === 'caf-security';
  const list = <Row>(name: string, filter: Record<string, string> = {}) =>
    queries.list<Row>(`/lists/${name}`, { organismId: id, ...filter });

  return {
    conventions: useQuery(list<ListedConvention>('conventions')),
    vacant: useQuery(list<Establishment>('establishments', { vacant: 'any' })),
    requests: useQuery(list<ListedRequest>('habilitation-requests', { state: 'pending' })),
    late: useQuery(list<Departure>('departures', lateThisYear())),
    overdue: useQuery(list<Departure>('departures', { state: 'overdue' })),
    soonBlocked: useQuery(list<Account>('accounts', { blocksWithin: SOON, sort: 'blocksAfter' })),
    blocked: useQuery(list<Account>('accounts', { state: 'blocked' })),
    toUnblock: useQuery(list<Account>('accounts', { unblocking: 'requested' })),
    cases: useQuery({
      ...(isCaf
        ? queries.list<Anomaly>('/lists/anomaly-queue', { gestionnaireId: id, state: 'open' })
        : queries.list<Anomaly>('/lists/anomalies', { state: 'open', sort: 'urgency' })),
      enabled,
    }),
    incidents: useQuery({ ...list<Incident>('incidents', { state: 'reported' }), enabled }),
    attestations: useQuery({ ...queries.attestations(id), enabled }),
    controls: useQuery({ ...list<ListedControl>('controls', { state: 'agreed' }), enabled }),
  };
}
