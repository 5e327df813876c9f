import type { Type } from '@nestjs/common';
import type { ICommand } from '@nestjs/cqrs';
import type { UserRole } from '../http/access.ts';

/** All that an import is, but for what its lines would do (`Import`). */
export interface ImportDeclaration<Line extends object> {
  /** Below `/api`; the template is at the same path with `.csv`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly roles: readonly [UserRole, ...UserRole[]];
  /** `@Reads` of the read models that say what there is already. */
  readonly reads: MethodDecorator;
  /** Name of the template, without its ending. */
  readonly file: string;
  /** A line, with the check of each of its cells. */
  readonly line: Type<Line>;
  readonly columns: readonly ImportColumn<Line>[];
}

export interface ImportColumn<Line> {
  readonly field: keyof Line & string;
  /** French. Capitals and accents make no difference in a file. */
  readonly header: string;
  /** What goes in there, for whoever fills in the template. */
  readonly hint: string;
  readonly optional?: boolean;
  /** What an empty cell says, where that is something: « sans limite ». */
  readonly empty?: string;
  /** How what the register has otherwise is changed, as a French sentence; absent where no screen changes it. */
  readonly howToChange?: string;
}

/** What the register has, by the columns that say it too, and null where it has nothing. A column that is left out is not compared. */
export type Recorded<Line> = { readonly [Column in keyof Line]?: Line[Column] | null };

export const lineOutcomes = ['new', 'known', 'refused'] as const;
/** What becomes of a line: something is done, or there is nothing to do, or it may not be. */
export type LineOutcome = (typeof lineOutcomes)[number];

/** What a line would do. */
export interface Step {
  readonly outcome: LineOutcome;
  /** In French: « Nouvelle personne », or why not. */
  readonly told: string;
  /** In their order. Each has an effect once: what it makes has an id that follows from the line. */
  readonly commands: readonly ICommand[];
  /** What the line is compared with: it is there already, and stays so whatever the line says. */
  readonly recorded: Recorded<object>;
}

export const willDo = (told: string, ...commands: ICommand[]): Step => ({
  outcome: 'new',
  told,
  commands,
  recorded: {},
});
export const isKnown = <Line extends object>(told: string, recorded: Recorded<Line>): Step => ({
  outcome: 'known',
  told,
  commands: [],
  recorded,
});
export const mayNot = (told: string): Step => ({ outcome: 'refused', told, commands: [], recorded: {} });
