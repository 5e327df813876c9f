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
  | { type: 'RetentionFreezeLifted'; data: { reason: string; by: string } };

export const retentionFreezeEventTypes: EventTypes<RetentionFreezeEvent> = {
  RetentionFrozen: { schema: 1, personal: { fields: { reason: ERASED } } },
  RetentionFreezeLifted: { schema: 1, personal: { fields: { reason: ERASED } } },
};

export type RetentionFreezeCommand =
  | { type: 'FreezeRetention'; forgotten: Forgotten; reason: string; until: CalendarDate | null; by: string }
  | { type: 'LiftFreeze'; reason: string; cafId: string; by: string };

interface RetentionFreeze {
  readonly cafId: string;
  readonly until: CalendarDate | null;
}

/** `freeze-{person or code}`: nothing is erased of somebody while there is a dispute (RGPD, art. 17-3 e). Null: nothing is frozen. */
export const retentionFreeze: Decider<RetentionFreezeCommand, RetentionFreezeEvent, RetentionFreeze | null> =
  {
    category: 'freeze',
    initialState: null,
    decide(command, state, now) {
      const { reason, by } = command;
      const isFrozen = state !== null && holds(state, now);
      if (command.type === 'LiftFreeze') {
        if (!isFrozen) throw conflict('not-frozen', 'Ces données ne sont pas gelées.');
        if (state.cafId !== command.cafId) {
          throw conflict(
            'frozen-by-other-caf',
            'Une autre Caf a gelé ces données\u00a0: elle seule les dégèle.',
          );
        }
        return [{ type: 'RetentionFreezeLifted', data: { reason, by } }];
      }
      if (isFrozen) throw conflict('already-frozen', 'Ces données sont déjà gelées.');
      const { forgotten, until } = command;
      if (until !== null && until < parisDateOf(now)) throw invalid('past-day', 'Ce jour est passé.');
      return [{ type: 'RetentionFrozen', data: { ...forgotten, reason, until, by } }];
    },
    evolve: (_, { type, data }) =>
      type === 'RetentionFrozen' ? { until: data.until, cafId: data.cafId } : null,
  };

const holds = ({ until }: RetentionFreeze, now: Instant): boolean =>
  until === null || until >= parisDateOf(now);
