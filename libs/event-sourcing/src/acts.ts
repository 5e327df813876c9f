import type { UserRole } from '#platform';
import type { DomainEvent } from './events.ts';

/** What acts are about, to choose among them. Reading is an act too. */
export const actKinds = [
  'convention',
  'habilitation',
  'code',
  'declaration',
  'rule',
  'anomaly',
  'report',
  'incident',
  'compliance',
  'privacy',
  'reading',
  'operation',
] as const;
export type ActKind = (typeof actKinds)[number];

/** What an act may be done on, as far as people look at it. */
const thingKinds = [
  'establishment',
  'convention',
  'person',
  'code',
  'holder',
  'request',
  'amendment',
  'departure',
  'access-review',
  'declaration',
  'anomaly',
  'question',
  'report',
  'incident',
  'control',
  'rule',
] as const;
export type ThingKind = (typeof thingKinds)[number];

/** Something that acts are done on, as an event introduces it or tells anew of it. */
export interface Thing {
  readonly id: string;
  readonly kind: ThingKind;
  /** As people call it; null where its kind says enough. */
  readonly name: string | null;
  /** What is done on it is done on these too: on the person whose code it is. */
  readonly within?: readonly string[];
  readonly cafId?: string;
  readonly gestionnaireId?: string;
}

/** How an event of one type is told to people who ask who did what. Methods get the event's data, and the id of its stream. */
export interface ActDescription<Data> {
  readonly kind: ActKind;
  /** What happened, in French: « Code bloqué ». */
  readonly title: string;
  /** In place of it, where the data tell more closely what it was. */
  closerTitle?(data: Data): string | null;
  /** What else is worth a few words; nothing that its readers may not read elsewhere. */
  detail?(data: Data): string | null;
  /** Why it was done; where this is absent, the `reason` of the data if there is one. */
  reason?(data: Data): string | null;
  /** Ids that it concerns, besides its stream's and those under the usual names (`personId`, `userCode`, `cafId`…). */
  concerns?(data: Data): readonly string[];
  introduces?(data: Data, id: string): readonly Thing[];
  /** It only goes with something else, and is told after that. */
  readonly isMinor?: true;
  /** Who may be told, within what they oversee; absent: every role that reads acts. */
  readonly readers?: readonly UserRole[];
}

export const titleOf = <Data>(description: ActDescription<Data>, data: Data): string =>
  description.closerTitle?.(data) ?? description.title;

/** One for each event of the union, checked by the compiler. Null: it is no act, but shown in the journal of connections. */
export type ActDescriptions<Event extends DomainEvent> = {
  readonly [Type in Event['type']]: ActDescription<Extract<Event, { type: Type }>['data']> | null;
};

/** Those of several unions in one register. */
export type ActRegister = Readonly<Record<string, ActDescription<object> | null>>;
