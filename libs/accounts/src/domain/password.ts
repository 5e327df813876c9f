import { deadlineInstant, type Instant, invalid, parisDateOf, policy } from '#platform';
import type { ChangeRequirement } from './account-events.ts';
import type { Account } from './account-state.ts';

/** What a password must not contain, for everybody who knows the person knows it. */
export interface PasswordOwner {
  readonly userCode: string;
  readonly name: string;
  readonly email: string;
}

export const LONGEST_PASSWORD = 256;
const FEWEST_DIFFERENT_CHARACTERS = 5;
const SHORTEST_NAME = 4;

/** What a new password must be, for the form that asks for it. */
export const passwordRule = `Au moins ${policy.passwordMinLength} caractères, sans votre code, votre nom ni votre adresse.`;

/** @throws Refusal password-too-short, password-too-long, password-too-simple, password-names-you */
export function mustBeGoodPassword(password: string, { userCode, name, email }: PasswordOwner): void {
  const length = [...password].length;
  if (length < policy.passwordMinLength) {
    throw invalid('password-too-short', `Choisissez au moins ${policy.passwordMinLength} caractères.`);
  }
  if (length > LONGEST_PASSWORD) {
    throw invalid('password-too-long', `Choisissez au plus ${LONGEST_PASSWORD} caractères.`);
  }
  if (new Set(password.toLowerCase()).size < FEWEST_DIFFERENT_CHARACTERS) {
    throw invalid('password-too-simple', 'Ce mot de passe répète trop peu de caractères différents.');
  }
  const known = [userCode, ...name.split(/[\s-]+/), email.split('@', 1)[0]!];
  const text = plain(password);
  if (known.some((word) => plain(word).length >= SHORTEST_NAME && text.includes(plain(word)))) {
    throw invalid('password-names-you', 'N’utilisez ni votre code, ni votre nom, ni votre adresse.');
  }
}

/** The convention asks for a regular change (R14): whole days in Paris, the last one included. */
const isPasswordTooOld = (changedAt: Instant, now: Instant): boolean =>
  now >= deadlineInstant(parisDateOf(changedAt), policy.passwordMaxAgeDays);

/** Why only the password may be changed, or null (R13, R14). */
export function passwordChangeDue(
  { changeRequired, passwordChangedAt }: Account,
  now: Instant,
): ChangeRequirement | 'too-old' | null {
  if (changeRequired) return changeRequired;
  return passwordChangedAt !== null && isPasswordTooOld(passwordChangedAt, now) ? 'too-old' : null;
}

/** Lower case, without accents. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
