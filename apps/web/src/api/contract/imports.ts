export interface ImportColumn {
  header: string;
  hint: string;
  optional: boolean;
}

/** What becomes of a line of an imported table: something is done, nothing is to be done, it may not be. */
export interface ImportedLine {
  row: number;
  outcome: 'new' | 'known' | 'refused';
  told: string;
  faults: { field: string; message: string }[];
  /** What the register has otherwise and keeps, and how it is changed. */
  kept: { field: string; message: string }[];
}

export interface Imported {
  lines: ImportedLine[];
}
