import { type Decider, ERASED, type EventTypes } from '#event-sourcing';
import { addDays, addMonths, type CalendarDate, conflict, policy } from '#platform';

/** Who is to be forgotten: a person of a gestionnaire, or the holder of a code who is none. */
export interface Forgotten {
  readonly personId: string | null;
  /** Their codes, which stay theirs (R12). */
  readonly userCodes: readonly string[];
  readonly cafId: string;
}

export type ErasureEvent =
  | { type: 'ErasureRequested'; data: Forgotten & { reason: string; by: string } }
  | { type: 'ErasureRefused'; data: { reason: string; by: string } }
  /** `subjects`: whose keys are destroyed (`PersonalData`). From here on, nothing that the log says of them can be read. */
  | {
      type: 'PersonErased';
      data: Forgotten & { subjects: readonly string[]; by: string; basis: ErasureBasis };
    }
  /** They have left for so long that nothing is kept of them any more, from that day on. */
  | { type: 'ErasureAnnounced'; data: Forgotten & { on: CalendarDate } }
  /** Something needs what is known of them again; null where they have come back and left since. */
  | { type: 'ErasureCalledOff'; data: { obstacle: ErasureObstacle | null } }
  /** More was found of whom was erased, such as a case that was opened at that moment. */
  | { type: 'ErasureExtended'; data: { userCodes: readonly string[]; subjects: readonly string[] } };

/** Why somebody was erased: two officers said so, or the time is over for which people are kept. */
export const erasureBases = ['request', 'retention'] as const;
export type ErasureBasis = (typeof erasureBases)[number];

export const erasureEventTypes: EventTypes<ErasureEvent> = {
  ErasureRequested: { schema: 1, personal: { fields: { reason: ERASED } } },
  ErasureRefused: { schema: 1, personal: { fields: { reason: ERASED } } },
  PersonErased: { schema: 2, upcasts: { 1: (data) => ({ ...data, basis: 'request' }) } },
  ErasureAnnounced: { schema: 1 },
  ErasureCalledOff: { schema: 1 },
  ErasureExtended: { schema: 1 },
};

/** What still needs what is known of somebody. */
export const erasureObstacles = ['habilitated', 'code-open', 'case-open', 'frozen'] as const;
export type ErasureObstacle = (typeof erasureObstacles)[number];

/** In French, for the refusal and for the page. */
export const OBSTACLES: Readonly<Record<ErasureObstacle, string>> = {
  habilitated:
    'Cette personne est habilitée, ou une demande l’attend\u00a0: sa fin de mission est à déclarer, ou la demande à refuser, d’abord.',
  'code-open': 'Son code est encore ouvert\u00a0: il est à fermer d’abord.',
  'case-open': 'Une anomalie qui la concerne n’est pas close.',
  frozen: 'Ses données sont gelées pour un litige.',
};

export type ErasureCommand =
  | {
      type: 'RequestErasure';
      forgotten: Forgotten;
      reason: string;
      by: string;
      obstacle: ErasureObstacle | null;
    }
  | { type: 'RefuseErasure'; reason: string; cafId: string; by: string }
  | {
      type: 'ConfirmErasure';
      cafId: string;
      /** As they are by now: since the request there may be a code. */
      userCodes: readonly string[];
      subjects: readonly string[];
      by: string;
      obstacle: ErasureObstacle | null;
    }
  | { type: 'EndRetention'; due: RetentionDue; by: string; today: CalendarDate }
  | { type: 'ExtendErasure'; userCodes: readonly string[]; subjects: readonly string[] };

/** Somebody whom nothing is kept of any more from a day on. */
interface RetentionDue {
  readonly forgotten: Forgotten;
  /** The first day on which they may be erased. */
  readonly on: CalendarDate;
  readonly subjects: readonly string[];
  readonly obstacle: ErasureObstacle | null;
}

export interface Erasure {
  readonly state: 'none' | 'requested' | 'erased';
  readonly forgotten: Forgotten | null;
  readonly by: string | null;
  /** For which day it was announced. */
  readonly announcedFor: CalendarDate | null;
  /** What was erased. */
  readonly subjects: readonly string[];
}

/** `erasure-{person or code}`: what is known of somebody is erased once two officers have said so (RGPD, art. 17). */
export const erasure: Decider<ErasureCommand, ErasureEvent, Erasure> = {
  category: 'erasure',
  initialState: { state: 'none', forgotten: null, by: null, announcedFor: null, subjects: [] },
  decide(command, state) {
    if (command.type === 'ExtendErasure') return extended(command, state);
    if (command.type === 'EndRetention') return state.state === 'erased' ? [] : atEndOf(command, state);
    if (state.state === 'erased') throw conflict('already-erased', 'Cette personne est déjà effacée.');
    const { by } = command;
    if (command.type === 'RequestErasure') {
      if (state.state === 'requested') {
        throw conflict(
          'erasure-requested',
          'Cet effacement est déjà demandé\u00a0: un autre agent le confirme.',
        );
      }
      mustBeOver(command.obstacle);
      return [{ type: 'ErasureRequested', data: { ...command.forgotten, reason: command.reason, by } }];
    }
    if (state.forgotten === null) throw conflict('no-erasure', 'Aucun effacement n’est demandé.');
    if (state.forgotten.cafId !== command.cafId) {
      throw conflict('other-caf', 'Une autre Caf l’a demandé : elle seule en décide.');
    }
    if (command.type === 'RefuseErasure') {
      return [{ type: 'ErasureRefused', data: { reason: command.reason, by } }];
    }
    if (state.by === by) {
      throw conflict('own-request', 'Vous l’avez demandé\u00a0: un autre agent de la Caf le confirme.');
    }
    mustBeOver(command.obstacle);
    const { userCodes, subjects } = command;
    return [
      { type: 'PersonErased', data: { ...state.forgotten, userCodes, subjects, by, basis: 'request' } },
    ];
  },
  evolve(state, event) {
    switch (event.type) {
      case 'ErasureRequested': {
        const { personId, userCodes, cafId, by } = event.data;
        return { ...state, state: 'requested', forgotten: { personId, userCodes, cafId }, by };
      }
      case 'ErasureRefused':
        return { ...state, state: 'none', forgotten: null, by: null };
      case 'PersonErased':
        return { ...state, state: 'erased', subjects: event.data.subjects };
      case 'ErasureAnnounced':
        return { ...state, announcedFor: event.data.on };
      case 'ErasureCalledOff':
        return { ...state, announcedFor: null };
      case 'ErasureExtended':
        return { ...state, subjects: [...state.subjects, ...event.data.subjects] };
      default:
        return event satisfies never;
    }
  },
};

/** First it is announced; what comes to need the data until that day calls it off. */
function atEndOf(
  {
    due: { forgotten, on, subjects, obstacle },
    by,
    today,
  }: Extract<ErasureCommand, { type: 'EndRetention' }>,
  { announcedFor }: Erasure,
): ErasureEvent[] {
  const isLater = announcedFor !== null && on > announcedFor;
  if (obstacle !== null || isLater) {
    return announcedFor === null ? [] : [{ type: 'ErasureCalledOff', data: { obstacle } }];
  }
  if (announcedFor === null) {
    return on > addDays(today, policy.erasureNoticeDays)
      ? []
      : [{ type: 'ErasureAnnounced', data: { ...forgotten, on: announcedOn(on, today) } }];
  }
  if (today < announcedFor) return [];
  return [{ type: 'PersonErased', data: { ...forgotten, subjects, by, basis: 'retention' } }];
}

/** The first day of the month after five whole years, in the calendar of Paris. */
export const endOfRetention = (lastDay: CalendarDate): CalendarDate =>
  firstOfNextMonth(addMonths(lastDay, policy.retentionMonths));

/** Never sooner than the notice that is due. */
const announcedOn = (on: CalendarDate, today: CalendarDate): CalendarDate => {
  const earliest = addDays(today, policy.erasureNoticeDays);
  return on >= earliest ? on : firstOfNextMonth(addDays(earliest, -1));
};

const firstOfNextMonth = (day: CalendarDate): CalendarDate => addMonths(`${day.slice(0, 7)}-01`, 1);

function extended(
  { userCodes, subjects }: Extract<ErasureCommand, { type: 'ExtendErasure' }>,
  state: Erasure,
): ErasureEvent[] {
  const more = subjects.filter((subject) => !state.subjects.includes(subject));
  if (state.state !== 'erased' || more.length === 0) return [];
  return [{ type: 'ErasureExtended', data: { userCodes, subjects: more } }];
}

function mustBeOver(obstacle: ErasureObstacle | null): void {
  if (obstacle !== null) throw conflict(obstacle, OBSTACLES[obstacle]);
}
