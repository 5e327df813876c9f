import type { Letter, Template } from '../domain/notices.ts';
import type { Mail } from './mail-transport.ts';

/** What a partner is likely to keep, and may have to prove something with. */
const KEPT_BY_PARTNERS: ReadonlySet<Template> = new Set(['anomaly-notified', 'monthly-report']);

const WORDS = `\
Gardez la pièce jointe « point-de-controle.txt » avec ce message\u00a0: elle est signée, et permet de vérifier, même dans plusieurs années, \
que rien de ce qui est enregistré aujourd’hui n’a été changé ni effacé depuis.`;

export const carriesCheckpoint = (template: Template): boolean => KEPT_BY_PARTNERS.has(template);

/** The letter with the newest checkpoint of the sealed log beside it: whoever keeps the mail is a witness. */
export const withCheckpoint = (
  { subject, text }: Letter,
  note: string,
): Pick<Mail, 'subject' | 'text' | 'attachments'> => ({
  ...{ subject, text: `${text}\n${WORDS}\n` },
  attachments: [{ filename: 'point-de-controle.txt', content: note }],
});
