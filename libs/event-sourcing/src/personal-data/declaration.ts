import { type CalendarDate, type Instant, monthOf } from '#platform';

/** Where an event stands, for whoever has to tell whom it speaks of. */
export interface EventOrigin {
  readonly stream: string;
  readonly occurredAt: Instant;
}

/**
 * What data say of natural persons. The store keeps it encrypted, under a key of whoever it speaks of: without that key it is
 * unreadable, and the log is still the same (decision 039).
 */
export interface PersonalData<Data> {
  /** Each field, and what is read in its place once it has been erased. */
  readonly fields: { readonly [Field in keyof Data]?: Data[Field] };
  /**
   * Whom it speaks of: the name of the stream that tells of them, and where it is erased by month or by year, that one
   * (`inMonth`, `inYear`). The stream of the event itself when absent.
   */
  subject?(data: Data, origin: EventOrigin): string;
  /** Fields that hold another object, or a list of them, each of which may speak of somebody else. */
  readonly within?: {
    readonly [Field in keyof Data & string]?: Omit<PersonalData<ElementOf<Data[Field]>>, 'within'>;
  };
}

type ElementOf<Value> = Value extends readonly (infer Element)[] ? Element : Value;

/** The same of any type of event. */
export interface AnyPersonalData {
  readonly fields: object;
  subject?(data: object, origin: EventOrigin): string;
  readonly within?: object;
}

/** Whom personal data speak of: a person of a gestionnaire. */
export const personSubject = (personId: string): string => `person-${personId}`;

/** The holder of a code. */
export const accountSubject = (userCode: string): string => `account-${userCode}`;

/** Of what is erased month by month. */
export const inMonth = (subject: string, at: Instant): string => `${subject}/${monthOf(at)}`;

/** Of a stream that has no end: what it says in one year can be erased, and it goes on. */
export const inYear = (subject: string, day: CalendarDate): string => `${subject}@${day.slice(0, 4)}`;

/** Read in the place of a text that has been erased. */
export const ERASED = 'Donnée effacée';

/** Read in the place of a mailbox that has been erased: no mail ever arrives there (RFC 2606). */
export const ERASED_MAILBOX = 'donnee.effacee@efface.invalid';
