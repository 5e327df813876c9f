import type { ReactNode } from 'react';
import type { Values } from './CommandForm';

/** One act on many rows of a list. */
export interface BulkAct<Row> extends BulkDeed {
  isPossible: (row: Row) => boolean;
  nameOf: (row: Row) => string;
  /** On the box that ticks all: « Choisir tous les codes bloqués » */
  all: string;
  /** What the same rows may be chosen for otherwise: a refusal. */
  otherwise?: BulkDeed;
}

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
