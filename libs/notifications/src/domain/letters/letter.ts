import { withFrenchSpaces } from '#platform';
import type { Addressing, Letter, Notices, Template } from '../notices.ts';

export type Write<Name extends Template> = (data: Notices[Name], addressing: Addressing) => Letter;

export type Letters = { readonly [Name in Template]: Write<Name> };

export function letter(subject: string, { name }: Addressing, paragraphs: readonly string[]): Letter {
  const text = [
    name === '' ? 'Bonjour,' : `Bonjour ${name},`,
    ...paragraphs,
    'Ce message est envoyé automatiquement : n’y répondez pas. La Caf ne vous demandera jamais votre mot de passe.',
  ].join('\n\n');
  return { subject: withFrenchSpaces(subject), text: `${withFrenchSpaces(text)}\n` };
}
