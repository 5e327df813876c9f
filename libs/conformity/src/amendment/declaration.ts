import type { Type } from '@nestjs/common';
import type { CalendarDate, Counting, Instant, List } from '#platform';
import type { Rule } from '../domain/rules.ts';

/** A page of the portal, and what counts the rows that it shows. */
export interface Screen {
  readonly page: string;
  readonly counted: Type<Counting>;
}

/** The filters in the address of a screen. */
export type Filters = Readonly<Record<string, string>>;

/** A number with what it counts; those who may not open its screen are not shown it. */
export interface FigureDeclaration {
  readonly screen: Screen;
  /** What is counted: below two, and from two on (French). */
  readonly words: readonly [one: string, several: string];
  readonly filters: Filters | ((today: CalendarDate) => Filters);
}

/** The rows of a list, in the order of `time`, each of which is a time that a clause was exercised. */
export interface ExercisingRows {
  /** What each of them was (French). */
  readonly what: string;
  readonly page: string;
  readonly list: Type<Pick<List<object, { readonly at: Instant }>, 'page'>>;
  readonly filters: Filters;
}

/** A clause of the amendment, and how it is seen that it is kept. */
export interface ClauseDeclaration {
  /** In an address of the page: `#…`. */
  readonly id: string;
  /** The amendment’s own words, a paragraph a line. */
  readonly words: string;
  /** Which rules keep it (docs/rules.md). */
  readonly rules: readonly [Rule, ...Rule[]];
  /** The types of the events in which it is exercised; rows of a list; or every attempt to sign in. */
  readonly exercisedBy: readonly string[] | ExercisingRows | 'attempts';
  readonly evidence: readonly FigureDeclaration[];
  /** What should be none. */
  readonly notInOrder: readonly FigureDeclaration[];
}

export interface ArticleDeclaration {
  readonly title: string;
  readonly subject: string;
  readonly clauses: readonly ClauseDeclaration[];
}

/** A figure of a screen: « 37 codes bloqués ». */
export const figure = (
  screen: Screen,
  one: string,
  several: string,
  filters: FigureDeclaration['filters'] = {},
): FigureDeclaration => ({ screen, words: [one, several], filters });
