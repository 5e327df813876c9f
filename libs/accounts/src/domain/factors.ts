import { conflict, forbidden, type Instant, notFound, policy } from '#platform';
import type { AccountEvent, FactorKind } from './account-events.ts';
import { mustBe } from './account-guards.ts';
import type { Account } from './account-state.ts';

/** `hasShownOne`: a second factor has been shown in the session from which what one signs in with is changed. */
export interface FromSession {
  readonly hasShownOne: boolean;
}

/** Of a device whose code or key was right just now. */
export type EnrolFactor = FromSession & {
  type: 'EnrolFactor';
  factorId: string;
  kind: FactorKind;
  name: string;
};

/** `isRequired`: whoever has the code must have a second factor today. */
export type RemoveFactor = FromSession & { type: 'RemoveFactor'; factorId: string; isRequired: boolean };

export type IssueRecoveryCodes = FromSession & { type: 'IssueRecoveryCodes'; setId: string };

/** One of the set, which nobody can use again. */
export type UseRecoveryCode = { type: 'UseRecoveryCode'; setId: string };

export function enrolFactor(
  { factorId, kind, name, ...session }: EnrolFactor,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeActive(state);
  if (state.factors.some((factor) => factor.factorId === factorId)) return [];
  mustHaveShownOne(session, state);
  if (state.factors.length >= policy.mostFactors) {
    throw conflict(
      'too-many-factors',
      `Ce code a déjà ${policy.mostFactors} secondes vérifications\u00a0: retirez-en une avant d’en ajouter une autre.`,
    );
  }
  if (state.factors.some((factor) => factor.name.toLowerCase() === name.toLowerCase())) {
    throw conflict('factor-name-taken', 'Une de vos secondes vérifications porte déjà ce nom.');
  }
  return [{ type: 'FactorEnrolled', data: { factorId, kind, name, at: now } }];
}

export function removeFactor(
  { factorId, isRequired, ...session }: RemoveFactor,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustHaveShownOne(session, state);
  const factor = state.factors.find((known) => known.factorId === factorId);
  if (!factor)
    throw notFound('factor-unknown', 'Cette seconde vérification n’existe pas, ou a déjà été retirée.');
  if (isRequired && state.factors.length === 1) {
    throw conflict(
      'last-factor',
      'C’est votre seule seconde vérification, et votre fonction en demande une\u00a0: ajoutez-en une autre avant de la retirer.',
    );
  }
  return [{ type: 'FactorRemoved', data: { ...factor, at: now } }];
}

/** They stand in for a factor that is lost, and are of no use before there is one. */
export function issueRecoveryCodes(
  { setId, ...session }: IssueRecoveryCodes,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeActive(state);
  mustHaveShownOne(session, state);
  if (state.factors.length === 0) {
    throw conflict(
      'no-factor',
      'Ajoutez d’abord une seconde vérification\u00a0: les codes de secours la remplacent.',
    );
  }
  return [{ type: 'RecoveryCodesIssued', data: { setId, count: policy.recoveryCodes, at: now } }];
}

export function spendRecoveryCode({ setId }: UseRecoveryCode, state: Account, now: Instant): AccountEvent[] {
  if (state.recovery?.setId !== setId) {
    throw conflict('recovery-codes-replaced', 'Ces codes de secours ont été remplacés.');
  }
  return [{ type: 'RecoveryCodeUsed', data: { setId, at: now } }];
}

/** Of two who add their first one at the same moment from two sessions, one may be nobody whom the holder knows. */
function mustHaveShownOne({ hasShownOne }: FromSession, { factors }: Account): void {
  if (hasShownOne || factors.length === 0) return;
  throw forbidden('second-factor-asked', 'Confirmez par votre seconde vérification.');
}

const mustBeActive = (state: Account): void =>
  mustBe(state, 'active', 'account-not-active', 'Ce code n’est pas actif.');
