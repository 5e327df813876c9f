import { type CalendarDate, withFrenchSpaces } from '#platform';

/** A mail as it reads: plain text. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** What every letter may say of its addressee and of this place. */
export interface Addressing {
  /** Empty where the letter names nobody. */
  readonly name: string;
  readonly userCode: string;
  /** The day on which it is sent, in Paris. */
  readonly today: CalendarDate;
  /** Address of the portal, without a final slash. */
  readonly portal: string;
  /** Of the link that the notice sends; empty where it sends none. */
  readonly linkToken: string;
}

export type Write<Data> = (data: Data, addressing: Addressing) => Letter;

/** A text for each of these notices, by what it needs to say. */
export type Letters<Notices> = { readonly [Name in keyof Notices]: Write<Notices[Name]> };

export function letter(subject: string, { name }: Addressing, paragraphs: readonly string[]): Letter {
  const text = [
    name === '' ? 'Bonjour,' : `Bonjour ${name},`,
    ...paragraphs,
    'Ce message est envoyé automatiquement : n’y répondez pas. La Caf ne vous demandera jamais votre mot de passe.',
  ].join('\n\n');
  return { subject: withFrenchSpaces(subject), text: `${withFrenchSpaces(text)}\n` };
}
