import type { Progress } from './actions.ts';
import type { Content, Part, Subject } from './content.ts';
import type { CarriedOver, DeclarationEvent } from './declaration-events.ts';

/** A declaration that was opened. */
export interface OpenedDeclaration extends Progress {
  readonly subject: Subject;
  /** User codes of those who entered what there is now, and of those who submitted it. */
  readonly enteredBy: Readonly<Partial<Record<Part, string>>>;
  readonly submittedBy: Readonly<Partial<Record<Part, string>>>;
  /** Of what there is to approve, or was approved. */
  readonly contentHash: string | null;
}

export type Declaration = OpenedDeclaration | null;

/** Null until both parts are in. */
export function completeContentOf(state: Declaration): Content | null {
  if (!state?.submitted.activity || !state.submitted.finances) return null;
  const { subject, activity, finances } = state;
  return activity && finances ? { ...subject, activity, finances } : null;
}

export function evolve(state: Declaration, event: DeclarationEvent): Declaration {
  if (event.type === 'DeclarationOpened') return opened(event.data);
  return state && progressed(state, event);
}

function opened({
  establishmentId,
  year,
  kind,
  version,
  carriedOver,
}: Subject & { carriedOver: CarriedOver | null }): OpenedDeclaration {
  return {
    subject: { establishmentId, year, kind, version },
    year,
    kind,
    state: 'in-entry',
    activity: carriedOver?.activity ?? null,
    finances: carriedOver?.finances ?? null,
    submitted: { activity: false, finances: false },
    enteredBy: carriedOver?.enteredBy ?? {},
    submittedBy: {},
    contentHash: null,
  };
}

function progressed(
  state: OpenedDeclaration,
  event: Exclude<DeclarationEvent, { type: 'DeclarationOpened' }>,
): OpenedDeclaration {
  const { submitted, submittedBy, enteredBy } = state;
  switch (event.type) {
    case 'ActivityDataEntered': {
      const { activity, by } = event.data;
      return { ...state, activity, enteredBy: { ...enteredBy, activity: by.code } };
    }
    case 'FinancialDataEntered': {
      const { finances, by } = event.data;
      return { ...state, finances, enteredBy: { ...enteredBy, finances: by.code } };
    }
    case 'PartSubmitted': {
      const { part, by } = event.data;
      return {
        ...state,
        submitted: { ...submitted, [part]: true },
        submittedBy: { ...submittedBy, [part]: by.code },
      };
    }
    case 'DeclarationSubmitted':
      return { ...state, state: 'to-approve', contentHash: event.data.contentHash };
    case 'PartReturned':
      return {
        ...state,
        state: 'in-entry',
        contentHash: null,
        submitted: { ...submitted, [event.data.part]: false },
      };
    case 'DeclarationApproved':
      return { ...state, state: 'approved' };
    case 'DeclarationTransmitted':
      return { ...state, state: 'transmitted' };
    default:
      return event satisfies never;
  }
}
