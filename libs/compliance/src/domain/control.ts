import { type Decider, ERASED, type EventTypes } from '#event-sourcing';
import {
  type AttachedFile,
  type CalendarDate,
  conflict,
  daysBetween,
  type Instant,
  invalid,
  mustBeFewFiles,
  notFound,
  parisDateOf,
} from '#platform';

export const controlStates = ['planned', 'cancelled', 'agreed', 'closed'] as const;
/** `agreed`: it was carried out, and what was agreed then is awaited. */
export type ControlState = (typeof controlStates)[number];

export const controlOutcomes = ['compliant', 'to-improve', 'non-compliant'] as const;
export type ControlOutcome = (typeof controlOutcomes)[number];

/** What the Caf means to look at, when, and who does. */
export interface ControlPlan {
  readonly subject: string;
  readonly plannedOn: CalendarDate;
  readonly controllers: string;
}

interface ControlParties {
  readonly gestionnaire: { readonly id: string; readonly name: string };
  readonly cafId: string;
}

/** What the partner undertook to do, and by when. */
export interface Agreement {
  readonly text: string;
  readonly dueOn: CalendarDate;
}

export interface Conclusion {
  readonly carriedOutOn: CalendarDate;
  readonly outcome: ControlOutcome;
  readonly findings: string;
  readonly agreement: Agreement | null;
  readonly files: readonly AttachedFile[];
}

export type ControlEvent =
  | { type: 'ControlPlanned'; data: ControlPlan & ControlParties }
  | { type: 'ControlRescheduled'; data: { plannedOn: CalendarDate; reason: string } }
  | { type: 'ControlCancelled'; data: { reason: string } }
  | { type: 'ControlConcluded'; data: Conclusion }
  | { type: 'AgreementVerified'; data: { note: string; daysLate: number } };

export const controlEventTypes: EventTypes<ControlEvent> = {
  ControlPlanned: { schema: 1, personal: { fields: { subject: ERASED, controllers: ERASED } } },
  ControlRescheduled: { schema: 1, personal: { fields: { reason: ERASED } } },
  ControlCancelled: { schema: 1, personal: { fields: { reason: ERASED } } },
  ControlConcluded: { schema: 1, personal: { fields: { findings: ERASED, agreement: null, files: [] } } },
  AgreementVerified: { schema: 1, personal: { fields: { note: ERASED } } },
};

export type ControlCommand =
  | { type: 'PlanControl'; plan: ControlPlan; parties: ControlParties }
  | { type: 'RescheduleControl'; plannedOn: CalendarDate; reason: string }
  | { type: 'CancelControl'; reason: string }
  | { type: 'ConcludeControl'; conclusion: Conclusion }
  | { type: 'VerifyAgreement'; note: string };

export interface Control {
  readonly state: ControlState | 'unknown';
  readonly parties: ControlParties | null;
  readonly plannedOn: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
  readonly files: readonly AttachedFile[];
}

/** `control-{id}`: what the Caf verifies at a partner, whatever it finds useful (article 4, R24). */
export const control: Decider<ControlCommand, ControlEvent, Control> = {
  category: 'control',
  initialState: { state: 'unknown', parties: null, plannedOn: null, dueOn: null, files: [] },
  decide,
  evolve,
};

function decide(command: ControlCommand, state: Control, now: Instant): ControlEvent[] {
  if (command.type === 'PlanControl') {
    if (state.state !== 'unknown') return [];
    return [{ type: 'ControlPlanned', data: { ...command.plan, ...command.parties } }];
  }
  if (state.state === 'unknown') throw unknownControl();
  if (command.type === 'VerifyAgreement') return verify(command.note, state, parisDateOf(now));
  mustBePlanned(state);
  switch (command.type) {
    case 'RescheduleControl': {
      const { plannedOn, reason } = command;
      if (plannedOn < parisDateOf(now)) {
        throw invalid('planned-in-past', 'Un contrôle est reporté à une date à venir.');
      }
      return plannedOn === state.plannedOn
        ? []
        : [{ type: 'ControlRescheduled', data: { plannedOn, reason } }];
    }
    case 'CancelControl':
      return [{ type: 'ControlCancelled', data: { reason: command.reason } }];
    case 'ConcludeControl':
      mustBePossible(command.conclusion, parisDateOf(now));
      return [{ type: 'ControlConcluded', data: command.conclusion }];
    default:
      return command satisfies never;
  }
}

/** @throws Refusal control-cancelled, control-concluded */
export function mustBePlanned({ state }: Control): void {
  if (state === 'cancelled') throw conflict('control-cancelled', 'Ce contrôle est annulé.');
  if (state !== 'planned') throw conflict('control-concluded', 'Ce contrôle est déjà conclu.');
}

function mustBePossible({ carriedOutOn, agreement, files }: Conclusion, today: CalendarDate): void {
  if (carriedOutOn > today) throw invalid('carried-out-in-future', 'La date du contrôle est à venir.');
  if (agreement && agreement.dueOn < carriedOutOn) {
    throw invalid('due-before-control', 'L’échéance convenue précède le contrôle.');
  }
  mustBeFewFiles(files);
}

function verify(note: string, { state, dueOn }: Control, today: CalendarDate): ControlEvent[] {
  if (state !== 'agreed' || dueOn === null) {
    throw conflict('nothing-agreed', 'Ce contrôle n’attend aucune mesure convenue.');
  }
  return [{ type: 'AgreementVerified', data: { note, daysLate: Math.max(0, daysBetween(dueOn, today)) } }];
}

function evolve(state: Control, event: ControlEvent): Control {
  switch (event.type) {
    case 'ControlPlanned': {
      const { plannedOn, gestionnaire, cafId } = event.data;
      return { ...state, state: 'planned', plannedOn, parties: { gestionnaire, cafId } };
    }
    case 'ControlRescheduled':
      return { ...state, plannedOn: event.data.plannedOn };
    case 'ControlCancelled':
      return { ...state, state: 'cancelled' };
    case 'ControlConcluded': {
      const { agreement, files } = event.data;
      return { ...state, state: agreement ? 'agreed' : 'closed', dueOn: agreement?.dueOn ?? null, files };
    }
    case 'AgreementVerified':
      return { ...state, state: 'closed' };
    default:
      return event satisfies never;
  }
}

/** There is no such control, or not for whoever asks. */
export const unknownControl = () =>
  notFound('control-not-found', 'Ce contrôle n’existe pas, ou ne relève pas de vous.');
