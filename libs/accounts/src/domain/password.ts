import { deadlineInstant, type Instant, invalid, parisDateOf, policy } from '#platform';
import type { ChangeRequirement, Organism } from './account-events.ts';
import type { Account } from './account-state.ts';

/** What a password must not contain, for everybody who knows the person knows it. */
export interface PasswordOwner {
  readonly userCode: string;
  readonly name: string;
  readonly email: string;
  readonly organism: Organism;
}

export const LONGEST_PASSWORD = 256;
const FEWEST_DIFFERENT_CHARACTERS = 5;
const SHORTEST_NAME = 4;
/** A shorter word of an organism's name may be part of another: Mons of « démonstration ». */
const SHORTEST_PART = 6;

/** What a new password must be, for the form that asks for it. */
export const passwordRule = `Au moins ${policy.passwordMinLength} caractères, sans votre code, votre nom, votre adresse ni votre organisme. Quatre mots sans lien entre eux conviennent.`;

/** @throws Refusal password-too-short, password-too-long, password-too-simple, password-names-you */
export function mustBeGoodPassword(password: string, owner: PasswordOwner): void {
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
  if (namesOwner(plain(password), owner)) {
    throw invalid(
      'password-names-you',
      'N’utilisez ni votre code, ni votre nom, ni votre adresse, ni votre organisme.',
    );
  }
}

function namesOwner(text: string, owner: PasswordOwner): boolean {
  const words = text.split(/[^a-z]+/);
  return (
    personalWords(owner).some((word) => word.length >= SHORTEST_NAME && text.includes(word)) ||
    organismWords(owner).some(
      (word) =>
        word.length >= SHORTEST_NAME &&
        (word.length >= SHORTEST_PART ? text.includes(word) : words.includes(word)),
    )
  );
}

/** Everything that is known of somebody, in plain letters. */
export const wordsAbout = (owner: PasswordOwner): string[] => [
  ...personalWords(owner),
  ...organismWords(owner),
];

const personalWords = ({ userCode, name, email }: PasswordOwner): string[] =>
  [userCode, ...wordsOf(name), email.split('@', 1)[0]!].map(plain);

const wordsOf = (name: string): string[] => name.split(/[\s'’-]+/);

const organismWords = ({ organism }: PasswordOwner): string[] =>
  [organism.id, ...wordsOf(organism.name)].map(plain);

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

/** Lower case, without accents and ligatures. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
