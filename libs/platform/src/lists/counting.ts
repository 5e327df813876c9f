import type { Principal, UserRole } from '../http/access.ts';
import type { ListQuery } from './declaration.ts';

/** Counts the rows that a screen shows to its reader with the same filters in its address. Every list does. */
export interface Counting {
  /** Who may open the screen. */
  readonly declared: { readonly roles: readonly UserRole[] };
  /** Its statements end when the reader has gone. */
  countOf(query: ListQuery, reader: Principal, gone: AbortSignal): Promise<number>;
}
