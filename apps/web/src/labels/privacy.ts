import type { AccessState, ErasureState } from '../api/contract';
import type { State } from './state';

export const ERASURE_STATES: Record<ErasureState, State> = {
  requested: { label: 'À confirmer', tone: 'warning' },
  refused: { label: 'Refusé', tone: 'neutral' },
  erased: { label: 'Effacé', tone: 'good' },
};

export const ACCESS_STATES: Record<AccessState, State> = {
  requested: { label: 'À accorder', tone: 'warning' },
  granted: { label: 'Accordé', tone: 'good' },
  refused: { label: 'Refusé', tone: 'neutral' },
};
