import type { Decider, EventTypes } from '#event-sourcing';
import { canonicalJson, conflict, forbidden, type Instant, invalid, notFound, parisDateOf } from '#platform';
import { type DeclarationState, PROVIDER_OF, type Progress, pendingParts, readyParts } from './actions.ts';
import { type Author, type Signatory, signatoryOf } from './author.ts';
import { errorsOf } from './checks.ts';
import {
  type ActivityData,
  type Content,
  contentHashOf,
  type FinancialData,
  PARTS,
  type Part,
  type Subject,
} from './content.ts';

/** What a correction starts from: the content of the version before, and who had entered it. */
export interface CarriedOver {
  readonly activity: ActivityData;
  readonly finances: FinancialData;
  /** User codes. */
  readonly enteredBy: Readonly<Record<Part, string>>;
}

type By = { readonly by: Signatory };

export type DeclarationEvent =
  | { type: 'DeclarationOpened'; data: Subject & By & { readonly carriedOver: CarriedOver | null } }
  | { type: 'ActivityDataEntered'; data: By & { readonly activity: ActivityData } }
  | { type: 'FinancialDataEntered'; data: By & { readonly finances: FinancialData } }
  | { type: 'PartSubmitted'; data: By & { readonly part: Part } }
  | { type: 'DeclarationSubmitted'; data: { readonly contentHash: string } }
  | { type: 'PartReturned'; data: By & { readonly part: Part; readonly reason: string } }
  | {
      type: 'DeclarationApproved';
      data: By & { readonly contentHash: string; readonly selfApproval: boolean };
    }
  | { type: 'DeclarationTransmitted'; data: By & { readonly contentHash: string } };

export const declarationEventTypes: EventTypes<DeclarationEvent> = {
  DeclarationOpened: { schema: 1, personal: ['by'] },
  ActivityDataEntered: { schema: 1, personal: ['by'] },
  FinancialDataEntered: { schema: 1, personal: ['by'] },
  PartSubmitted: { schema: 1, personal: ['by'] },
  DeclarationSubmitted: { schema: 1 },
  PartReturned: { schema: 1, personal: ['by'] },
  DeclarationApproved: { schema: 1, personal: ['by'] },
  DeclarationTransmitted: { schema: 1, personal: ['by'] },
};

type Authored = { readonly author: Author };

export type DeclarationCommand = Authored &
  (
    | { type: 'OpenDeclaration'; subject: Subject; carriedOver: CarriedOver | null }
    | { type: 'EnterActivityData'; activity: ActivityData }
    | { type: 'EnterFinancialData'; finances: FinancialData }
    | { type: 'SubmitParts' }
    | { type: 'ReturnPart'; part: Part; reason: string }
    | { type: 'ApproveDeclaration'; contentHash: string }
    | { type: 'TransmitDeclaration' }
  );

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

/** One version of an establishment's declaration of one kind for one year (R7, R9). */
export const declaration: Decider<DeclarationCommand, DeclarationEvent, Declaration> = {
  category: 'declaration',
  initialState: null,
  decide,
  evolve,
};

/** What the next version starts from. Null while there is not everything. */
export function carriedOverFrom(state: Declaration): CarriedOver | null {
  if (!state) return null;
  const { activity, finances, enteredBy } = state;
  if (!activity || !finances || !enteredBy.activity || !enteredBy.finances) return null;
  return { activity, finances, enteredBy: { activity: enteredBy.activity, finances: enteredBy.finances } };
}

function decide(command: DeclarationCommand, state: Declaration, now: Instant): DeclarationEvent[] {
  const { author } = command;
  if (author.profiles.length === 0) throw unknownDeclaration();
  if (command.type === 'OpenDeclaration') return open(command, state, now);
  if (!state) throw unknownDeclaration();

  switch (command.type) {
    case 'EnterActivityData':
      mustProvide('activity', author);
      mustBePending('activity', state);
      if (canonicalJson(command.activity) === canonicalJson(state.activity)) return [];
      return [{ type: 'ActivityDataEntered', data: { activity: command.activity, by: signatoryOf(author) } }];
    case 'EnterFinancialData':
      mustProvide('finances', author);
      mustBePending('finances', state);
      if (canonicalJson(command.finances) === canonicalJson(state.finances)) return [];
      return [
        { type: 'FinancialDataEntered', data: { finances: command.finances, by: signatoryOf(author) } },
      ];
    case 'SubmitParts':
      return submit(author, state);
    case 'ReturnPart':
      mustApprove(author);
      mustBeOpen(state);
      if (!state.submitted[command.part]) {
        throw conflict('part-not-submitted', 'Cette partie n’est pas remise : elle peut être modifiée.');
      }
      return [
        {
          type: 'PartReturned',
          data: { part: command.part, reason: command.reason, by: signatoryOf(author) },
        },
      ];
    case 'ApproveDeclaration':
      return approve(command.contentHash, author, state);
    case 'TransmitDeclaration':
      return transmit(author, state);
    default:
      return command satisfies never;
  }
}

function open(
  { author, subject, carriedOver }: Extract<DeclarationCommand, { type: 'OpenDeclaration' }>,
  state: Declaration,
  now: Instant,
): DeclarationEvent[] {
  if (state?.state === 'transmitted') throw alreadyTransmitted();
  if (state) {
    throw conflict(
      'declaration-exists',
      'Cette déclaration est déjà ouverte, et n’est pas encore transmise.',
    );
  }
  const thisYear = Number(parisDateOf(now).slice(0, 4));
  if (subject.year > (subject.kind === 'forecast' ? thisYear + 1 : thisYear)) {
    throw invalid(
      'year-not-begun',
      'Il est trop tôt pour ouvrir cette déclaration : l’année n’a pas commencé.',
    );
  }
  return [{ type: 'DeclarationOpened', data: { ...subject, carriedOver, by: signatoryOf(author) } }];
}

/** Submits the author's own parts: those that are entered and without error (R9). */
function submit(author: Author, state: OpenedDeclaration): DeclarationEvent[] {
  if (!PARTS.some((part) => author.profiles.includes(PROVIDER_OF[part]))) {
    throw forbidden('not-a-provider', 'Seuls les fournisseurs de données remettent leur partie.');
  }
  mustBeOpen(state);
  const ready = readyParts(state, author.profiles);
  if (ready.length === 0) throw whyNothingIsReady(author, state);

  const by = signatoryOf(author);
  const events = ready.map((part): DeclarationEvent => ({ type: 'PartSubmitted', data: { part, by } }));
  const content = completeContentOf(events.reduce<Declaration>(evolve, state));
  if (!content) return events;
  return [...events, { type: 'DeclarationSubmitted', data: { contentHash: contentHashOf(content) } }];
}

function whyNothingIsReady({ profiles }: Author, state: OpenedDeclaration) {
  const pending = pendingParts(state, profiles);
  if (pending.length === 0) return conflict('part-submitted', 'Votre partie est déjà remise.');
  const errors = errorsOf(state).filter(({ part }) => pending.includes(part));
  return errors.length > 0
    ? conflict('part-has-errors', errors.map(({ message }) => message).join(' '))
    : conflict('part-not-entered', 'Enregistrez d’abord vos données.');
}

/** "La validation vaudra signature": for exactly the content that the approver has seen. */
function approve(contentHash: string, author: Author, state: OpenedDeclaration): DeclarationEvent[] {
  mustApprove(author);
  mustBeOpen(state);
  if (state.contentHash === null) {
    throw conflict('declaration-not-submitted', 'Les deux parties ne sont pas encore remises.');
  }
  if (state.contentHash !== contentHash) {
    throw conflict(
      'content-changed',
      'Le contenu a changé depuis votre lecture : relisez-le avant d’approuver.',
    );
  }
  const { enteredBy, submittedBy } = state;
  const selfApproval = [enteredBy, submittedBy].some((codes) => Object.values(codes).includes(author.code));
  return [{ type: 'DeclarationApproved', data: { contentHash, selfApproval, by: signatoryOf(author) } }];
}

function transmit(author: Author, { state, contentHash }: OpenedDeclaration): DeclarationEvent[] {
  mustApprove(author);
  if (state === 'transmitted') throw alreadyTransmitted();
  if (state !== 'approved' || contentHash === null) {
    throw conflict('declaration-not-approved', 'Seule une déclaration approuvée se transmet.');
  }
  return [{ type: 'DeclarationTransmitted', data: { contentHash, by: signatoryOf(author) } }];
}

function mustProvide(part: Part, { profiles }: Author): void {
  if (profiles.includes(PROVIDER_OF[part])) return;
  throw part === 'activity'
    ? forbidden('not-the-activity-provider', 'Seul le fournisseur de données d’activité écrit cette partie.')
    : forbidden(
        'not-the-financial-provider',
        'Seul le fournisseur de données financières écrit cette partie.',
      );
}

function mustApprove({ profiles }: Author): void {
  if (profiles.includes('approver')) return;
  throw forbidden('not-the-approver', 'Seul l’approbateur renvoie, approuve et transmet une déclaration.');
}

/** What was approved does not change (R9): a correction is a new version. */
function mustBeOpen({ state }: OpenedDeclaration): void {
  if (state === 'transmitted') throw alreadyTransmitted();
  if (state === 'approved') {
    throw conflict('declaration-approved', 'Cette déclaration est approuvée : son contenu ne change plus.');
  }
}

function mustBePending(part: Part, state: OpenedDeclaration): void {
  mustBeOpen(state);
  if (state.submitted[part]) {
    throw conflict('part-submitted', 'Cette partie est remise : l’approbateur peut vous la renvoyer.');
  }
}

const alreadyTransmitted = () =>
  conflict(
    'declaration-transmitted',
    'Cette déclaration est transmise : une correction est une nouvelle version.',
  );

const unknownDeclaration = () =>
  notFound('declaration-not-found', 'Cette déclaration n’existe pas, ou ne relève pas de vous.');

/** Null until both parts are in. */
function completeContentOf(state: Declaration): Content | null {
  if (!state?.submitted.activity || !state.submitted.finances) return null;
  const { subject, activity, finances } = state;
  return activity && finances ? { ...subject, activity, finances } : null;
}

function evolve(state: Declaration, event: DeclarationEvent): Declaration {
  if (event.type === 'DeclarationOpened') return opened(event.data);
  return state && progressed(state, event);
}

function opened({
  establishmentId,
  year,
  kind,
  version,
  carriedOver,
}: Subject & { carriedOver: CarriedOver | null }) {
  return {
    subject: { establishmentId, year, kind, version },
    year,
    kind,
    state: 'in-entry' as DeclarationState,
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
