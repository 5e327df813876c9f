import type { Projection, RecordedEvent } from '#event-sourcing';
import { insertRows, type Sql } from '#platform';
import { HitRuns } from '../../domain/hit-runs.ts';
import type { Rule } from '../../domain/rule.ts';
import { type FoundAt, hitRow } from './hit-row.ts';
import { type ObservedEvent, observationOf } from './observe.ts';
import { engineTables, StoredEngine } from './stored-engine.ts';

const insertHits = insertRows('hits', {
  id: 'uuid',
  position: 'text',
  completed_by: 'uuid',
  rule: 'jsonb',
  rule_name: 'text',
  level: 'text',
  article: 'text',
  sentence: 'text',
  key: 'text',
  is_of_code: 'boolean',
  user_code: 'text',
  network: 'text',
  began_at: 'timestamptz',
  first_at: 'timestamptz',
  last_at: 'timestamptz',
  hits: 'int',
  attempts: 'int',
  sequel: 'int',
  evidence: 'jsonb',
  alsace_moselle_only: 'boolean',
});

/**
 * What the rules find in the log of connections. Windows, hits and checkpoint move together in one transaction, or not at all:
 * no hit is lost or found twice, whatever ends the process.
 */
export class DetectionProjection implements Projection<ObservedEvent> {
  readonly name = 'detection';
  readonly version = 1;
  readonly categories = ['connections', 'account'];
  readonly tables = `
    CREATE TABLE hits (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      id uuid NOT NULL,
      position text COLLATE "C" NOT NULL,
      completed_by uuid NOT NULL,
      rule jsonb NOT NULL,
      rule_name text NOT NULL,
      level text NOT NULL,
      article text,
      sentence text NOT NULL,
      key text NOT NULL,
      is_of_code boolean NOT NULL,
      user_code text COLLATE "C",
      network text COLLATE "C",
      began_at timestamptz NOT NULL,
      first_at timestamptz NOT NULL,
      last_at timestamptz NOT NULL,
      hits int NOT NULL,
      attempts int NOT NULL,
      sequel int NOT NULL,
      evidence jsonb NOT NULL,
      alsace_moselle_only boolean NOT NULL
    );
    ${engineTables}
  `;
  readonly indexes = `
    CREATE INDEX hits_by_position ON hits (position, number);
    CREATE INDEX hits_by_rule ON hits (rule_name, first_at);
  `;
  readonly #engine: StoredEngine;

  constructor(rules: readonly Rule[]) {
    this.#engine = new StoredEngine(rules);
  }

  async project(events: readonly RecordedEvent<ObservedEvent>[], sql: Sql): Promise<void> {
    const observed = events.flatMap((event) => {
      const observation = observationOf(event);
      return observation ? [{ observation, position: event.position }] : [];
    });
    if (observed.length === 0) return;
    const observations = observed.map(({ observation }) => observation);
    const runs = await this.#engine.observe(sql, observations, (engine) => {
      const found = new HitRuns<FoundAt>();
      for (const { observation, position } of observed) {
        for (const hit of engine.observe(observation)) found.add(hit, { position, seen: observation.id });
      }
      return found;
    });
    const rows = runs.all.map(hitRow);
    if (rows.length > 0) await insertHits(sql, rows);
  }
}
