import { type Decider, ERASED, type EventTypes, personSubject } from '#event-sourcing';
import {
  type CalendarDate,
  conflict,
  deriveId,
  type HolidayCalendar,
  holidayCalendarOf,
  type Instant,
  invalid,
  notFound,
  type Profile,
  parisDateOf,
} from '#platform';
import { declarationDueOn, declaredLateByDays } from './lateness.ts';

/** The end of a mission, a change of it (some profiles end), or an absence, after which the profiles are asked for again. */
export const departureKinds = ['departure', 'change', 'absence'] as const;
export type DepartureKind = (typeof departureKinds)[number];

/** A habilitation that ends with it. */
export interface EndedHolding {
  readonly habilitationId: string;
  readonly establishmentId: string;
  readonly profile: Profile;
  readonly cafId: string;
  /** After which it would have ended by itself. */
  readonly lastDay: CalendarDate | null;
}

/** What would not have ended by itself before a day: whoever is back then has had it taken by their absence alone. */
export const stillTheirsOn = (day: CalendarDate, holdings: readonly EndedHolding[]): EndedHolding[] =>
  holdings.filter(({ lastDay }) => lastDay === null || lastDay >= day);

/** A request for the person that waits, and falls with a departure. */
interface WaitingRequest {
  readonly requestId: string;
  readonly establishmentId: string;
}

/** The written request for whoever takes the profiles over (R11). */
export interface Succession {
  readonly personId: string;
  readonly reference: string;
  readonly requestedOn: CalendarDate;
}

/** What the gestionnaire declares. */
export interface Departure {
  readonly personId: string;
  readonly gestionnaireId: string;
  readonly kind: DepartureKind;
  readonly lastDay: CalendarDate;
  readonly reason: string;
  /** Of an absence, where it is known. */
  readonly expectedReturn: CalendarDate | null;
  readonly successor: Succession | null;
}

/** The event, by when it was to be declared, and how late it was (R20). */
interface Delay {
  readonly dueOn: CalendarDate;
  readonly declaredLateByDays: number;
}

export interface Return {
  readonly returnedOn: CalendarDate;
  /** The written request for what nobody hands back; null where there is none to be made. */
  readonly reference: string | null;
  readonly requestedOn: CalendarDate | null;
}

interface Ended {
  readonly holdings: readonly EndedHolding[];
  /** Of whoever leaves for good. */
  readonly requests: readonly WaitingRequest[];
}

export type DepartureEvent =
  | { type: 'DepartureDeclared'; data: Departure & Delay & Ended }
  | { type: 'ReturnPostponed'; data: { expectedReturn: CalendarDate } }
  | { type: 'ReturnDeclared'; data: Return & Delay };

/** Before it was written down, nothing that ended was for a time. */
const withoutLastDays = ({ holdings, ...data }: { holdings?: readonly object[] }) => ({
  ...data,
  holdings: (holdings ?? []).map((holding) => ({ ...holding, lastDay: null })),
});

export const departureEventTypes: EventTypes<DepartureEvent> = {
  DepartureDeclared: {
    schema: 2,
    personal: { fields: { reason: ERASED }, subject: ({ personId }) => personSubject(personId) },
    upcasts: { 1: withoutLastDays },
  },
  ReturnPostponed: { schema: 1 },
  ReturnDeclared: { schema: 1 },
};

/** What a declaration ends, by the log. */
export interface Ending {
  /** What the person holds and loses, with the day on which each was requested. */
  readonly holdings: readonly (EndedHolding & { readonly requestedOn: CalendarDate })[];
  /** What absences without a return have ended: nobody who leaves has it again. */
  readonly interrupted: readonly EndedHolding[];
  readonly requests: readonly WaitingRequest[];
}

export type DepartureCommand =
  | ({ type: 'DeclareDeparture'; departure: Departure } & Ending)
  | { type: 'PostponeReturn'; expectedReturn: CalendarDate }
  | ({ type: 'DeclareReturn' } & Return);

export interface DepartureState {
  readonly declared: (Departure & Ended) | null;
  readonly hasReturned: boolean;
}

/** Those of a person are numbered, so that two who declare at once meet in one stream. */
export const departureIdOf = (personId: string, number: number): string =>
  deriveId('departure', personId, number);

/** What a person still has once these declarations are carried out: each habilitation ends once. */
export const notEndedBy = <Holding extends Pick<EndedHolding, 'habilitationId'>>(
  declared: readonly Ended[],
  holdings: readonly Holding[],
): Holding[] => {
  const ended = new Set(declared.flatMap(({ holdings: theirs }) => theirs.map((one) => one.habilitationId)));
  return holdings.filter(({ habilitationId }) => !ended.has(habilitationId));
};

/** `departure-{id}`: a change or the end of a mission, declared by the gestionnaire within 15 days of it (article 4, R20). */
export const departure: Decider<DepartureCommand, DepartureEvent, DepartureState> = {
  category: 'departure',
  initialState: { declared: null, hasReturned: false },
  decide(command, state, now) {
    switch (command.type) {
      case 'DeclareDeparture':
        if (state.declared) throw declaredAlready();
        return declare(command, now);
      case 'PostponeReturn':
        return postpone(command.expectedReturn, state, now);
      case 'DeclareReturn':
        return comeBack(command, state, now);
      default:
        return command satisfies never;
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'DepartureDeclared':
        return { ...state, declared: event.data };
      case 'ReturnPostponed':
        return { ...state, declared: state.declared && { ...state.declared, ...event.data } };
      case 'ReturnDeclared':
        return { ...state, hasReturned: true };
      default:
        return event satisfies never;
    }
  },
};

function declare(
  {
    departure: declared,
    holdings,
    interrupted,
    requests,
  }: Extract<DepartureCommand, { type: 'DeclareDeparture' }>,
  now: Instant,
): DepartureEvent[] {
  const { lastDay, personId, successor, kind, expectedReturn } = declared;
  const today = parisDateOf(now);
  if (lastDay > today)
    throw invalid(
      'ended-in-future',
      'La date de fin est à venir\u00a0: déclarez-la une fois venue, ou fixez dès maintenant le dernier jour de ses habilitations.',
    );
  const isForGood = kind === 'departure';
  const ended = [
    ...holdings.map(({ requestedOn: _, ...holding }) => holding),
    ...(isForGood ? interrupted : []),
  ];
  if (ended.length === 0) {
    throw conflict('nothing-held', 'Cette personne n’a aucune habilitation à laquelle mettre fin.');
  }
  if (holdings.some(({ requestedOn }) => lastDay < requestedOn)) {
    throw invalid('ended-before-requested', 'La date de fin précède la demande d’une habilitation.');
  }
  if (expectedReturn !== null && (kind !== 'absence' || expectedReturn <= lastDay)) {
    throw invalid('return-before-departure', 'Le retour prévu suit le début d’une absence.');
  }
  if (successor?.personId === personId) {
    throw invalid('successor-same', 'Une personne ne se succède pas à elle-même.');
  }
  if (successor && successor.requestedOn > today) {
    throw invalid('requested-in-future', 'La date de la demande est à venir.');
  }
  return [
    {
      type: 'DepartureDeclared',
      data: {
        ...declared,
        ...delayOf(lastDay, ended, now),
        holdings: ended,
        requests: isForGood ? requests : [],
      },
    },
  ];
}

/** Another day than the one expected so far, sooner or later; who stands in, and until when, stays as it was agreed. */
function postpone(expectedReturn: CalendarDate, state: DepartureState, now: Instant): DepartureEvent[] {
  const declared = absenceOf(state);
  if (expectedReturn <= parisDateOf(now)) {
    throw invalid('return-in-past', 'Le retour prévu est à venir\u00a0: déclarez celui qui a eu lieu.');
  }
  if (declared.expectedReturn === expectedReturn) return [];
  return [{ type: 'ReturnPostponed', data: { expectedReturn } }];
}

/** The absence that goes on. */
function absenceOf({ declared, hasReturned }: DepartureState): Departure & Ended {
  if (!declared) throw unknownDeparture();
  if (declared.kind !== 'absence') {
    throw conflict('not-an-absence', 'Seule une absence prend fin par un retour.');
  }
  if (hasReturned) throw conflict('already-returned', 'Le retour de cette personne est déjà déclaré.');
  return declared;
}

function comeBack(
  { type: _, ...back }: Extract<DepartureCommand, { type: 'DeclareReturn' }>,
  state: DepartureState,
  now: Instant,
): DepartureEvent[] {
  const declared = absenceOf(state);
  const today = parisDateOf(now);
  if (back.returnedOn > today || (back.requestedOn !== null && back.requestedOn > today)) {
    throw invalid('returned-in-future', 'La date du retour, ou de la demande, est à venir.');
  }
  if (back.returnedOn <= declared.lastDay) {
    throw invalid('return-before-departure', 'Le retour suit le début de l’absence.');
  }
  return [{ type: 'ReturnDeclared', data: { ...back, ...delayOf(back.returnedOn, declared.holdings, now) } }];
}

/** One declaration for all Cafs: in time as long as it is for one of them, whichever is told first (Alsace-Moselle has two holidays more). */
function delayOf(day: CalendarDate, holdings: readonly EndedHolding[], now: Instant): Delay {
  const [calendar] = holdings
    .map(({ cafId }) => holidayCalendarOf(cafId))
    .sort((a, b) => declarationDueOn(day, b).localeCompare(declarationDueOn(day, a))) as [HolidayCalendar];
  return {
    dueOn: declarationDueOn(day, calendar),
    declaredLateByDays: declaredLateByDays(day, now, calendar),
  };
}

/** Somebody else was faster. */
const declaredAlready = () =>
  conflict('departure-declared', 'Une autre déclaration vient d’être faite pour cette personne.');

/** There is no such declaration, or not for whoever asks. */
const unknownDeparture = () =>
  notFound('departure-not-found', 'Cette déclaration n’existe pas, ou ne relève pas de vous.');
