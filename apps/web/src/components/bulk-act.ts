import type { ReactNode } from 'react';
import type { Values } from './CommandForm';

/** What may be done to many rows of a list. */
export interface BulkAct<Row> extends BulkDeed, Chooser<Row> {
  /** On the box that ticks all: « Choisir tous les codes bloqués » */
  all: string;
  /** What else may be done: to the same rows (a refusal), or to those that it names itself. */
  otherwise?: readonly (BulkDeed & Partial<Chooser<Row>>)[];
}

interface Chooser<Row> {
  isPossible: (row: Row) => boolean;
  /** In the preview: which one, and what becomes of it. */
  nameOf: (row: Row) => string;
}

/** All that may be done, each with the rows that it is possible for: its own, or those of the first. */
export const deedsOf = <Row>({ isPossible, nameOf, otherwise = [], ...act }: BulkAct<Row>) =>
  [act, ...otherwise].map((deed): BulkDeed & Chooser<Row> => ({ isPossible, nameOf, ...deed }));

/** The first that may be done to a row, if any. */
export const deedFor = <Row>(act: BulkAct<Row>, row: Row) =>
  deedsOf(act).find(({ isPossible }) => isPossible(row));

/** What is done to those that are chosen. */
export interface BulkDeed {
  /** Takes the ids and what the form says, and answers what became of each. */
  path: string;
  /** « Débloquer » */
  label: string;
  /** « Débloquer 3 codes » */
  title: (count: number) => string;
  look?: 'primary' | 'danger';
  /** What it brings about. */
  consequence: ReactNode;
  /** « 3 codes débloqués » */
  done: (count: number) => string;
  /** One for all, where it is asked for. */
  reason?: { label: string; hint?: string; defaultValue?: string };
  /** What is asked beside the reason: fields, and their part of the body. */
  fields?: ReactNode;
  body?: (values: Values) => object;
  /** How it is taken back at once, where that leaves things as they were. */
  undo?: { path: string; reason: string; done: (count: number) => string };
}
