import { useQuery } from '@tanstack/react-query';
import type {
  AccessReview,
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
import { HORIZONS } from '../idleness/words';

/** The codes that disuse is about to block, and those that it has; not of agents who hold nothing, for nobody uses or unblocks those (R21). */
export const SOON_BLOCKED = {
  blocksWithin: String(HORIZONS.at(-1)),
  holder: 'habilitated',
  sort: 'blocksAfter',
};
export const BLOCKED = { block: 'idle', holder: 'habilitated' };

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
    reviews: useQuery(list<AccessReview>('access-reviews', { state: 'overdue' })),
    soonBlocked: useQuery(list<Account>('accounts', SOON_BLOCKED)),
    blocked: useQuery(list<Account>('accounts', BLOCKED)),
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
