/** What an observation tells of; a rule names it as `logsource.category`. */
export const categories = [
  'authentication',
  'sign-out',
  'delivery',
  'activation',
  'departure',
  'log-cleared',
] as const;
export type Category = (typeof categories)[number];

/** Something that happened, as far as rules look at it. A missing value is `null`: it equals nothing and groups nothing. */
export interface Observation {
  /** Of the event that it comes from. */
  readonly id: string;
  readonly category: Category;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How many attempts it is the record of: those refused unread are gathered (R18). */
  readonly count: number;
  readonly outcome: string | null;
  readonly userCode: string | null;
  /** Keyed hash of what was typed where a code belongs and is none (R18). */
  readonly identifier: string | null;
  /** An IPv4 address, or the network of an IPv6 one. */
  readonly network: string | null;
  readonly userAgent: string | null;
  /** That of the address, by ISO 3166-1. */
  readonly country: string | null;
  readonly sessionId: string | null;
  /** By what whoever tried said who they were, joined by `+`: `password+one-time-code`. */
  readonly factors: string | null;
}

/** The fields that rules may group and count by. */
export const valueFields = [
  'outcome',
  'userCode',
  'identifier',
  'network',
  'userAgent',
  'country',
  'sessionId',
  'factors',
] as const;
export type ValueField = (typeof valueFields)[number];

/** What follows from the time: hour (0 to 23) and day of the week in Paris (1 is Monday), and whether it is a public holiday. */
export const timeFields = ['hour', 'weekday', 'holiday'] as const;
export type TimeField = (typeof timeFields)[number];

export type Field = ValueField | TimeField;
export const fields: readonly Field[] = [...valueFields, ...timeFields];
