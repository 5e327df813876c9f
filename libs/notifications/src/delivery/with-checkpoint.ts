import type { Letter } from '../domain/letters/letter.ts';
import type { Template } from '../domain/notices.ts';
import type { Mail } from './mail-transport.ts';

/** What a partner is likely to keep, and may have to prove something with. */
const KEPT_BY_PARTNERS: ReadonlySet<Template> = new Set(['anomaly-notified', 'monthly-report']);

const WORDS = `\
Gardez la pièce jointe « point-de-controle.txt » avec ce message\u00a0: elle est signée, et permet de vérifier, même dans plusieurs années, \
que rien de ce qui est enregistré aujourd’hui n’a été changé ni effacé depuis.`;

/** What a gap shows by: whoever knows a number knows that a later dossier goes at least as far. */
const numberedWords = (pieces: number) =>
  `Votre dossier au registre va aujourd’hui jusqu’à la pièce n°\u00a0${pieces}\u00a0: tout dossier que vous prendrez plus tard doit la contenir.`;

export const carriesCheckpoint = (template: Template): boolean => KEPT_BY_PARTNERS.has(template);

/**
 * The letter with the newest checkpoint of the sealed log beside it: whoever keeps the mail is a witness.
 * @param pieces entries of the dossier of whom it is sent to
 */
export const withCheckpoint = (
  { subject, text }: Letter,
  note: string,
  pieces: number,
): Pick<Mail, 'subject' | 'text' | 'attachments'> => ({
  subject,
  text: `${text}\n${WORDS}\n${pieces > 0 ? `${numberedWords(pieces)}\n` : ''}`,
  attachments: [{ filename: 'point-de-controle.txt', content: note }],
});
