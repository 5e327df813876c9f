import { setTimeout as delay } from 'node:timers/promises';
import type { Database, Sql } from '#platform';
import type { EventStore } from '../event-store.ts';
import type { Position } from '../position.ts';
import type { Projection } from '../projections/projection.ts';
import { rebuild } from '../projections/rebuild.ts';

/** Up to which place of the log a read model shows nothing that was erased there. */
export const readModelErasureTable = `
  CREATE TABLE personal_data.erased_read_models (
    read_model text PRIMARY KEY,
    up_to text COLLATE "C" NOT NULL
  );
`;

/** When the log moves to another store: what is erased there stands at places that say nothing of those before. */
export async function forgetErasedReadModels(sql: Sql): Promise<void> {
  await sql.query('DELETE FROM personal_data.erased_read_models');
}

const BUILT_ELSEWHERE_MS = 1000;

/**
 * What has been erased in the log leaves the read models by their being built anew: no projection has to know how to forget, and
 * none can be forgotten. Readers see the old one until the switch.
 */
export class ReadModelErasure {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
    private readonly projections: readonly Projection[],
  ) {}

  /**
   * Once the keys are destroyed of all that is erased up to there: those that are built anew from now on show nothing of it, and
   * are not built again for it.
   */
  async eraseUpTo(position: Position): Promise<void> {
    const { rows } = await this.database.query<{ name: string }>(
      'SELECT read_model AS name FROM personal_data.erased_read_models WHERE up_to >= $1',
      [position],
    );
    const done = new Set(rows.map(({ name }) => name));
    for (const projection of this.projections) {
      // What is kept as it is stored is encrypted there too.
      if (projection.asStored || done.has(projection.name)) continue;
      await this.#build(projection, position);
    }
  }

  async #build(projection: Projection, position: Position): Promise<void> {
    for (;;) {
      if (await rebuild(this.database, this.store, projection)) {
        await this.database.query(
          `INSERT INTO personal_data.erased_read_models VALUES ($1, $2)
           ON CONFLICT (read_model) DO UPDATE SET up_to = greatest(erased_read_models.up_to, excluded.up_to)`,
          [projection.name, position],
        );
        return;
      }
      // One that began before the keys were destroyed may have read what it should not: another one follows.
      await delay(BUILT_ELSEWHERE_MS);
    }
  }
}
