import { type Decider, ERASED, type EventTypes } from '#event-sourcing';
import { type CalendarDate, conflict, type Instant, invalid, parisDateOf } from '#platform';
import type { Forgotten } from './erasure.ts';

export type RetentionFreezeEvent =
  | {
      type: 'RetentionFrozen';
      data: Forgotten & {
        reason: string;
        /** The last day, whole; null until it is lifted. */
        until: CalendarDate | null;
        by: string;
      };
    }
  /** `cafId`: null where there was one freeze alone. */
  | { type: 'RetentionFreezeLifted'; data: { cafId: string | null; reason: string; by: string } };

export const retentionFreezeEventTypes: EventTypes<RetentionFreezeEvent> = {
  RetentionFrozen: { schema: 1, personal: { fields: { reason: ERASED } } },
  RetentionFreezeLifted: {
    schema: 2,
    personal: { fields: { reason: ERASED } },
    upcasts: { 1: (data) => ({ ...data, cafId: null }) },
  },
};

export type RetentionFreezeCommand =
  | { type: 'FreezeRetention'; forgotten: Forgotten; reason: string; until: CalendarDate | null; by: string }
  | { type: 'LiftFreeze'; reason: string; cafId: string; by: string };

/** The last day of each Caf that has frozen; null until it is lifted. */
type RetentionFreezes = Readonly<Record<string, { readonly until: CalendarDate | null }>>;

/** `freeze-{person or code}`: nothing is erased of somebody while a Caf has a dispute (RGPD, art. 17-3 e). */
export const retentionFreeze: Decider<RetentionFreezeCommand, RetentionFreezeEvent, RetentionFreezes> = {
  category: 'freeze',
  initialState: {},
  decide(command, state, now) {
    const { reason, by } = command;
    const cafId = command.type === 'LiftFreeze' ? command.cafId : command.forgotten.cafId;
    const own = state[cafId];
    const isFrozen = own !== undefined && holds(own, now);
    if (command.type === 'LiftFreeze') {
      if (!isFrozen) {
        throw Object.values(state).some((other) => holds(other, now))
          ? conflict('frozen-by-other-caf', 'Une autre Caf a gelé ces données : elle seule les dégèle.')
          : conflict('not-frozen', 'Ces données ne sont pas gelées.');
      }
      return [{ type: 'RetentionFreezeLifted', data: { cafId, reason, by } }];
    }
    if (isFrozen) throw conflict('already-frozen', 'Ces données sont déjà gelées.');
    const { forgotten, until } = command;
    if (until !== null && until < parisDateOf(now)) throw invalid('past-day', 'Ce jour est passé.');
    return [{ type: 'RetentionFrozen', data: { ...forgotten, reason, until, by } }];
  },
  evolve(state, { type, data }) {
    if (type === 'RetentionFrozen') return { ...state, [data.cafId]: { until: data.until } };
    return Object.fromEntries(
      Object.entries(state).filter(([id]) => data.cafId !== null && id !== data.cafId),
    );
  },
};

const holds = ({ until }: RetentionFreezes[string], now: Instant): boolean =>
  until === null || until >= parisDateOf(now);
