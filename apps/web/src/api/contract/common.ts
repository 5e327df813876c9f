export type Instant = string;

export type CalendarDate = string;

/** RFC 9457. `code` is stable; `detail` is a French sentence for people; `errors` name the fields at fault. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: { field: string; message: string }[];
  /** Of a 412: what has changed since the reader looked. */
  changes?: { at: Instant; what: string; who: string }[];
}

/** A part of what is too much for one answer. Give `next` as `cursor` to go on; null on the last page. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

// GET /api/lists/…?q=&sort=&cursor=&limit= and filters; the same with `.csv` behind the name is a file of all of it
/** A list that is searched, sorted and counted: `count` is of all its pages, and 10,000 stands for more too. */
export interface ListPage<Item> extends Page<Item> {
  count: number;
}

/** What a command answers: the id of what it made or changed. The position is in the `Greffe-Position` header. */
export interface CommandAnswer {
  id: string;
}

export type UserRole = 'caf-habilitation' | 'caf-security' | 'gestionnaire' | 'agent';

export type Profile = 'activity' | 'financial' | 'approver';

// GET /api/partners: the other parties of the signed conventions, in French order
export interface Named {
  id: string;
  name: string;
}

export interface AttachedFile {
  id: string;
  name: string;
  type: 'application/pdf' | 'image/png' | 'image/jpeg';
  /** In bytes. */
  size: number;
  sha256: string;
}

/** What became of each of several. */
export interface BulkAnswer extends CommandAnswer {
  /** `refusal`: null when it was done. */
  results: { id: string; refusal: { code: string; message: string } | null }[];
}
