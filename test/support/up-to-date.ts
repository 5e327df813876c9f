import type { Database } from '#platform';
import { newestPosition } from './newest-position.ts';

/** The header of a read that must see all that has been written to the register so far, by whomever. */
export const upToDate = async (database: Database) => ({ 'Greffe-Position': await newestPosition(database) });
