import { conflict, type Instant, notFound, policy } from '#platform';
import type { AccountEvent, FactorKind } from './account-events.ts';
import { mustBe } from './account-guards.ts';
import type { Account } from './account-state.ts';

/** Of a device whose code or key was right just now. */
export type EnrolFactor = { type: 'EnrolFactor'; factorId: string; kind: FactorKind; name: string };

/** `isRequired`: whoever has the code must have a second factor today. */
export type RemoveFactor = { type: 'RemoveFactor'; factorId: string; isRequired: boolean };

export type IssueRecoveryCodes = { type: 'IssueRecoveryCodes'; setId: string };

/** One of the set, which nobody can use again. */
export type UseRecoveryCode = { type: 'UseRecoveryCode'; setId: string };

export function enrolFactor(
  { factorId, kind, name }: EnrolFactor,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeActive(state);
  if (state.factors.some((factor) => factor.factorId === factorId)) return [];
  if (state.factors.length >= policy.mostFactors) {
    throw conflict(
      'too-many-factors',
      `Ce code a déjà ${policy.mostFactors} seconds facteurs\u00a0: retirez-en un avant d’en ajouter un autre.`,
    );
  }
  if (state.factors.some((factor) => factor.name.toLowerCase() === name.toLowerCase())) {
    throw conflict('factor-name-taken', 'Un de vos seconds facteurs porte déjà ce nom.');
  }
  return [{ type: 'FactorEnrolled', data: { factorId, kind, name, at: now } }];
}

export function removeFactor(
  { factorId, isRequired }: RemoveFactor,
  state: Account,
  now: Instant,
): AccountEvent[] {
  const factor = state.factors.find((known) => known.factorId === factorId);
  if (!factor) throw notFound('factor-unknown', 'Ce second facteur n’existe pas, ou a déjà été retiré.');
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
  { setId }: IssueRecoveryCodes,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeActive(state);
  if (state.factors.length === 0) {
    throw conflict(
      'no-factor',
      'Ajoutez d’abord un second facteur\u00a0: les codes de secours le remplacent.',
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

const mustBeActive = (state: Account): void =>
  mustBe(state, 'active', 'account-not-active', 'Ce code n’est pas actif.');
