import {
  type CalendarDate,
  conflict,
  endOfDay,
  type Instant,
  invalid,
  isSiret,
  saySame,
  startOfDay,
} from '#platform';
import { contentOf, contentSha256 } from './convention-content.ts';
import { type CorrectionCommand, correct } from './convention-corrections.ts';
import type {
  AnnouncedSignature,
  ConventionEvent,
  PartyRole,
  Registration,
  Signature,
  SignatureGiven,
} from './convention-events.ts';
import { type Convention, evolve } from './convention-state.ts';
import { decideRenewal, type RenewalCommand } from './renewal.ts';
import {
  askForLink,
  contentChanged,
  givenBehindLink,
  linkOpensUntil,
  mustProveDirectorOf,
  revokeLink,
  type SignatureLinkCommand,
  voidSignatureLink,
} from './signature-links.ts';
import { mustHaveCome } from './signing-day.ts';

export type ConventionCommand =
  | { type: 'RegisterConvention'; registration: Registration }
  | { type: 'SetEffectiveDate'; effectiveFrom: CalendarDate }
  | { type: 'SignConvention'; signature: SignatureGiven }
  | { type: 'AnnounceSignature'; announced: AnnouncedSignature }
  | { type: 'ConfirmSignature'; announced: AnnouncedSignature }
  | { type: 'ApplyConventionTerm' }
  | { type: 'TerminateConvention'; reason: string }
  | RenewalCommand
  | SignatureLinkCommand
  | CorrectionCommand;

/** A number that is meant for a SIRET, whether or not its sum is right. */
const LIKE_SIRET = /^\d{14}$/;

export function decide(command: ConventionCommand, state: Convention, now: Instant): ConventionEvent[] {
  switch (command.type) {
    case 'RegisterConvention':
      return register(command.registration, state);
    case 'SetEffectiveDate':
      return withTerm(state, setEffectiveDate(command.effectiveFrom, state), now);
    case 'SignConvention':
      return withTerm(state, sign(command.signature, SIGNED_IN, state, now), now);
    case 'AnnounceSignature':
      return [announce(command.announced, state, now)];
    case 'ConfirmSignature':
      return withTerm(state, confirm(command.announced, state, now), now);
    case 'AskForSignatureLink':
      mustLackSignatureOf('gestionnaire', state);
      return [askForLink(command, now)];
    case 'RevokeSignatureLink':
      return [revokeLink(state)];
    case 'SignByLink':
      return withTerm(state, signByLink(command, state, now), now);
    case 'ApplyConventionTerm':
      return withTerm(state, [], now);
    case 'TerminateConvention':
      return terminate(command.reason, state, now);
    case 'ProposeRenewal':
    case 'SignRenewal':
    case 'WithdrawRenewal':
      return decideRenewal(command, state, now);
    case 'CorrectParty':
    case 'CorrectEstablishment':
      return [correct(command, state)];
    default:
      return command satisfies never;
  }
}

function register(registration: Registration, state: Convention): ConventionEvent[] {
  if (state.state !== 'unknown')
    throw conflict('convention-exists', 'Cette convention est déjà enregistrée.');
  refuseConfusedParties(registration);
  if (registration.establishments.length === 0) {
    throw invalid('no-establishment', 'Une convention couvre au moins un établissement.');
  }
  if (new Set(registration.establishments.map(({ id }) => id)).size < registration.establishments.length) {
    throw invalid('establishment-twice', 'Un même établissement figure deux fois dans la liste.');
  }
  refuseReversedTerm(registration.effectiveFrom, registration.until);
  return [{ type: 'ConventionRegistered', data: registration }];
}

function setEffectiveDate(effectiveFrom: CalendarDate, state: Convention): ConventionEvent[] {
  mustBeDraft(state);
  // A blank is left to be filled; a date that the gestionnaire has signed is not the Caf's alone to change.
  if (state.effectiveFrom !== null && state.signedBy.includes('gestionnaire')) {
    throw conflict('effective-date-signed', 'Le gestionnaire a signé avec cette date d’effet.');
  }
  refuseReversedTerm(effectiveFrom, state.until);
  return [{ type: 'ConventionEffectiveDateSet', data: { effectiveFrom } }];
}

type By = Pick<Signature, 'way' | 'linkId' | 'proof'>;
const SIGNED_IN: By = { way: 'signed-in', linkId: null };
const BY_PAPER: By = { way: 'paper', linkId: null };

function sign(signature: SignatureGiven, by: By, state: Convention, now: Instant): ConventionEvent[] {
  mustBeAbleToSign(signature.party, signature.signedOn, state, now);
  return [
    {
      type: 'ConventionSigned',
      data: { ...signature, ...by, contentSha256: contentSha256(contentOf(state)) },
    },
  ];
}

/** Behind a link one signs what one has read there, and nothing that has become of it since. */
function signByLink(
  { linkId, contentSha256: read, signature, proof }: Extract<SignatureLinkCommand, { type: 'SignByLink' }>,
  state: Convention,
  now: Instant,
): ConventionEvent[] {
  if (linkOpensUntil(state, linkId, now) === null) throw voidSignatureLink();
  if (read !== contentSha256(contentOf(state))) throw contentChanged();
  if (proof) mustProveDirectorOf(state.gestionnaireId, proof);
  return sign(givenBehindLink(signature, now), { way: 'link', linkId, ...(proof && { proof }) }, state, now);
}

/** Said again, it is said otherwise: what was announced binds nobody. */
function announce(announced: AnnouncedSignature, state: Convention, now: Instant): ConventionEvent {
  mustBeAbleToSign('gestionnaire', announced.signedOn, state, now);
  return { type: 'SignatureAnnounced', data: announced };
}

/** `read` is what the gestionnaire has read: nobody confirms what was announced otherwise meanwhile. */
function confirm(read: AnnouncedSignature, state: Convention, now: Instant): ConventionEvent[] {
  const { announced } = state;
  if (announced === null) {
    throw conflict('nothing-announced', 'La Caf n’a pas annoncé d’original que vous auriez signé.');
  }
  const { documentSha256: _, ...signature } = announced;
  if (!saySame(read, announced, ['signatory', 'capacity', 'signedOn', 'documentSha256']))
    throw conflict('announced-otherwise', 'La Caf annonce maintenant un autre original : relisez-le.');
  return sign({ party: 'gestionnaire', ...signature }, BY_PAPER, state, now);
}

function mustBeAbleToSign(party: PartyRole, signedOn: CalendarDate, state: Convention, now: Instant): void {
  mustLackSignatureOf(party, state);
  mustHaveCome(signedOn, now);
}

function mustLackSignatureOf(party: PartyRole, state: Convention): void {
  mustBeDraft(state);
  if (state.signedBy.includes(party)) {
    throw conflict('already-signed', 'Cette partie a déjà signé la convention.');
  }
}

/** By the clock, and not by a job: what is over has ended by itself (R3). */
function terminate(reason: string, state: Convention, now: Instant): ConventionEvent[] {
  if (state.state !== 'active' || endOfDay(state.until) <= now) {
    throw conflict('convention-not-active', 'Seule une convention en vigueur peut être résiliée.');
  }
  return [{ type: 'ConventionTerminated', data: { reason } }];
}

/** Adds what the calendar brings: in force once both have signed and the day has come, over after the last. */
function withTerm(before: Convention, events: ConventionEvent[], now: Instant): ConventionEvent[] {
  const state = events.reduce(evolve, before);
  const { effectiveFrom, until } = state;
  const bothSigned = areBothIn(state.signedBy);
  if (state.state === 'draft' && bothSigned && effectiveFrom && startOfDay(effectiveFrom) <= now) {
    return withTerm(before, [...events, { type: 'ConventionActivated', data: { effectiveFrom } }], now);
  }
  if (state.state === 'active' && endOfDay(until) <= now) {
    return [...events, { type: 'ConventionExpired', data: { until } }];
  }
  return events;
}

const areBothIn = (signedBy: readonly PartyRole[]): boolean => signedBy.length === 2;

function mustBeDraft({ state }: Convention): void {
  if (state === 'unknown') throw conflict('convention-unknown', 'Cette convention n’est pas enregistrée.');
  if (state !== 'draft') throw conflict('convention-not-draft', 'Cette convention n’est plus un projet.');
}

/** A gestionnaire goes by its SIRET, a Caf by its organism code: whoever acts for one can never act as the other. */
function refuseConfusedParties({ gestionnaire, caf }: Registration): void {
  if (!isSiret(gestionnaire.id) || gestionnaire.id !== gestionnaire.siret) {
    throw invalid('gestionnaire-by-siret', 'Un gestionnaire est désigné par son Siret.');
  }
  if (LIKE_SIRET.test(caf.id)) {
    throw invalid('caf-by-code', 'Une Caf est désignée par son code d’organisme, et non par un Siret.');
  }
}

function refuseReversedTerm(effectiveFrom: CalendarDate | null, until: CalendarDate): void {
  if (effectiveFrom !== null && effectiveFrom > until) {
    throw invalid('term-reversed', 'La date d’effet est postérieure à la date de fin.');
  }
}
