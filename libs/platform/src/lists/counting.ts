import type { Principal, UserRole } from '../http/access.ts';
import type { ListQuery } from './declaration.ts';

/** Counts the rows that a screen shows to its reader with the same filters in its address. Every list does. */
export interface Counting {
  /** Who may open the screen. */
  readonly declared: { readonly roles: readonly UserRole[] };
  countOf(query: ListQuery, reader: Principal): Promise<number>;
}
