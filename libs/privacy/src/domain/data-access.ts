import { type Decider, ERASED, type EventTypes } from '#event-sourcing';
import {
  addDays,
  addMonths,
  type CalendarDate,
  conflict,
  endOfDay,
  type Instant,
  invalid,
  parisDateOf,
  policy,
} from '#platform';
import type { Forgotten } from './erasure.ts';

export type DataAccessEvent =
  | {
      type: 'DataAccessRequested';
      data: Forgotten & {
        reason: string;
        /** The day on which the person asked for it: from then on the time runs to answer. */
        receivedOn: CalendarDate;
        by: string;
      };
    }
  | { type: 'DataAccessGranted'; data: { cafId: string; by: string; at: Instant } }
  | { type: 'DataAccessRefused'; data: { cafId: string; reason: string; by: string } }
  /** Whoever operates the register took it from the command line. */
  | { type: 'DataExtracted'; data: Omit<Forgotten, 'cafId'> & { reason: string; by: string } };

export const dataAccessEventTypes: EventTypes<DataAccessEvent> = {
  DataAccessRequested: { schema: 1, personal: { fields: { reason: ERASED } } },
  DataAccessGranted: { schema: 1 },
  DataAccessRefused: { schema: 1, personal: { fields: { reason: ERASED } } },
  DataExtracted: { schema: 1, personal: { fields: { reason: ERASED } } },
};

export type DataAccessCommand =
  | {
      type: 'RequestDataAccess';
      forgotten: Forgotten;
      reason: string;
      receivedOn: CalendarDate;
      by: string;
    }
  | { type: 'GrantDataAccess'; cafId: string; by: string }
  | { type: 'RefuseDataAccess'; cafId: string; reason: string; by: string }
  | { type: 'ExtractData'; forgotten: Omit<Forgotten, 'cafId'>; reason: string; by: string };

interface Asked {
  readonly by: string;
  readonly grantedAt: Instant | null;
}

/** What each Caf has asked for last, as far as it was not refused. */
type State = Readonly<Record<string, Asked | undefined>>;

/**
 * `dataaccess-{person or code}`: all that the register says of somebody is given out once two officers of a Caf have said so, to the one who
 * asked, for some days (RGPD, art. 15).
 */
export const dataAccess: Decider<DataAccessCommand, DataAccessEvent, State> = {
  category: 'dataaccess',
  initialState: {},
  decide(command, state, now) {
    const { by } = command;
    if (command.type === 'ExtractData') {
      const { personId, userCodes } = command.forgotten;
      return [{ type: 'DataExtracted', data: { personId, userCodes, reason: command.reason, by } }];
    }
    if (command.type === 'RequestDataAccess') {
      const { forgotten, reason, receivedOn } = command;
      if (receivedOn > parisDateOf(now)) throw invalid('day-to-come', 'Ce jour est à venir.');
      if (isWaiting(state[forgotten.cafId])) {
        throw conflict(
          'data-access-requested',
          'Cet export est déjà demandé\u00a0: un autre agent de la Caf en décide.',
        );
      }
      return [{ type: 'DataAccessRequested', data: { ...forgotten, reason, receivedOn, by } }];
    }
    const { cafId } = command;
    const asked = state[cafId];
    if (!isWaiting(asked)) throw conflict('no-data-access', 'Aucun export n’est demandé.');
    if (command.type === 'RefuseDataAccess') {
      return [{ type: 'DataAccessRefused', data: { cafId, reason: command.reason, by } }];
    }
    if (asked.by === by) {
      throw conflict('own-request', 'Vous l’avez demandé\u00a0: un autre agent de la Caf l’accorde.');
    }
    return [{ type: 'DataAccessGranted', data: { cafId, by, at: now } }];
  },
  evolve(state, event) {
    switch (event.type) {
      case 'DataAccessRequested':
        return { ...state, [event.data.cafId]: { by: event.data.by, grantedAt: null } };
      case 'DataAccessRefused':
        return { ...state, [event.data.cafId]: undefined };
      case 'DataAccessGranted': {
        const { cafId, at } = event.data;
        return { ...state, [cafId]: { ...state[cafId]!, grantedAt: at } };
      }
      case 'DataExtracted':
        return state;
      default:
        return event satisfies never;
    }
  },
};

const isWaiting = (asked: Asked | undefined): asked is Asked =>
  asked !== undefined && asked.grantedAt === null;

/** The last day to answer whoever asked on that day (RGPD, art. 12-3). */
export const answerDueOn = (receivedOn: CalendarDate): CalendarDate =>
  addMonths(receivedOn, policy.accessAnswerMonths);

/** The last day, whole, on which the file is given out. */
export const availableUntil = (grantedAt: Instant): CalendarDate =>
  addDays(parisDateOf(grantedAt), policy.accessFileDays);

/** @throws Refusal data-access-not-granted: nobody else has agreed, it was long ago, or somebody else asked */
export function mustBeGranted(state: State, cafId: string, by: string, now: Instant): void {
  const asked = state[cafId];
  const isGranted =
    asked?.by === by && asked.grantedAt !== null && now < endOfDay(availableUntil(asked.grantedAt));
  if (isGranted) return;
  throw conflict(
    'data-access-not-granted',
    'Cet export se demande, et un autre agent de la Caf l’accorde\u00a0: vous avez ensuite quelques jours pour le prendre.',
  );
}
