import { anomalyLetters } from './letters/anomalies.ts';
import { codeLetters } from './letters/codes.ts';
import { complianceLetters } from './letters/compliance.ts';
import { conventionLetters } from './letters/conventions.ts';
import { habilitationLetters } from './letters/habilitations.ts';
import type { Addressing, Letter, Letters } from './letters/letter.ts';
import { signInLetters } from './letters/sign-in.ts';
import type { Notice, Notices, Template } from './notices.ts';

/**
 * The texts. Each says what happened, what is expected and until when, and where to see more: a mail is read by others
 * too, so that the particulars of an anomaly or an incident stay behind the sign-in.
 */
const LETTERS: Letters<Notices> = {
  ...conventionLetters,
  ...habilitationLetters,
  ...codeLetters,
  ...signInLetters,
  ...anomalyLetters,
  ...complianceLetters,
};

/** The letter for a notice. */
export function write<Name extends Template>(
  { template, data }: Extract<Notice, { template: Name }> & { template: Name; data: Notices[Name] },
  addressing: Addressing,
): Letter {
  return LETTERS[template](data, addressing);
}
