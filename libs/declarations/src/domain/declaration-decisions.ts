import { canonicalJson, conflict, forbidden, type Instant, invalid, parisDateOf } from '#platform';
import { PROVIDER_OF, pendingParts, readyParts } from './actions.ts';
import { type Author, signatoryOf } from './author.ts';
import { errorsOf, type References, warningsOf } from './checks.ts';
import {
  type ActivityData,
  contentHashOf,
  type FinancialData,
  PARTS,
  type Part,
  type Subject,
} from './content.ts';
import type { CarriedOver, DeclarationEvent } from './declaration-events.ts';
import {
  alreadyTransmitted,
  mustApprove,
  mustBeOpen,
  mustBePending,
  mustProvide,
  unknownDeclaration,
} from './declaration-guards.ts';
import { completeContentOf, type Declaration, evolve, type OpenedDeclaration } from './declaration-state.ts';

/** What their provider has to say of the parts that are submitted. */
export type Comments = { readonly [part in Part]?: string | undefined };

type Authored = { readonly author: Author };

export type DeclarationCommand = Authored &
  (
    | { type: 'OpenDeclaration'; subject: Subject; carriedOver: CarriedOver | null }
    | { type: 'EnterActivityData'; activity: ActivityData }
    | { type: 'EnterFinancialData'; finances: FinancialData }
    | { type: 'SubmitParts'; comments: Comments; references: References }
    | { type: 'ReturnPart'; part: Part; reason: string }
    | { type: 'ApproveDeclaration'; contentHash: string }
    | { type: 'TransmitDeclaration' }
  );

export function decide(command: DeclarationCommand, state: Declaration, now: Instant): DeclarationEvent[] {
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
      return submit(command, state);
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

/** Submits the author's own parts: those that are entered and without error (R9), warnings with a comment. */
function submit(
  { author, comments, references }: Extract<DeclarationCommand, { type: 'SubmitParts' }>,
  state: OpenedDeclaration,
): DeclarationEvent[] {
  if (!PARTS.some((part) => author.profiles.includes(PROVIDER_OF[part]))) {
    throw forbidden('not-a-provider', 'Seuls les fournisseurs de données remettent leur partie.');
  }
  mustBeOpen(state);
  const ready = readyParts(state, author.profiles);
  if (ready.length === 0) throw whyNothingIsReady(author, state);
  if (PARTS.some((part) => comments[part] && !ready.includes(part))) {
    throw conflict('comment-without-part', 'Un commentaire porte sur une partie que vous ne remettez pas.');
  }
  const uncommented = warningsOf(state, references).filter(
    ({ part }) => ready.includes(part) && !comments[part],
  );
  if (uncommented.length > 0) {
    throw conflict(
      'comment-wanted',
      `Expliquez en quelques mots ce qui est à vérifier. ${uncommented.map(({ message }) => message).join(' ')}`,
    );
  }

  const by = signatoryOf(author);
  const events = ready.map(
    (part): DeclarationEvent => ({
      type: 'PartSubmitted',
      data: { part, comment: comments[part] ?? null, by },
    }),
  );
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
