import type { Position, Projection, RecordedEvent } from '#event-sourcing';
import { insertRows, type Sql } from '#platform';
import { HitRuns } from '../../domain/hit-runs.ts';
import type { Observation } from '../../domain/observation.ts';
import { type RuleEvent, ruleEventTypes } from '../../domain/rule-change.ts';
import { activeRules } from '../../rule-text/changed-rules.ts';
import type { RuleFile } from '../../rule-text/parse-rules.ts';
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
  sufficient: 'int',
  alsace_moselle_only: 'boolean',
});

/**
 * What the rules find in the log of connections. Windows, hits and checkpoint move together in one transaction, or not at all:
 * no hit is lost or found twice, whatever ends the process.
 */
export class DetectionProjection implements Projection<ObservedEvent | RuleEvent> {
  readonly name = 'detection';
  readonly version = 3;
  readonly categories = ['connections', 'account', 'rule'];
  readonly keepsPositions = true;
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
      sufficient int,
      alsace_moselle_only boolean NOT NULL
    );
    CREATE TABLE rule_changes (
      rule text NOT NULL,
      number bigint GENERATED ALWAYS AS IDENTITY,
      at timestamptz NOT NULL,
      by text NOT NULL,
      what jsonb NOT NULL,
      PRIMARY KEY (rule, number)
    );
    ${engineTables}
  `;
  readonly indexes = 'CREATE INDEX hits_by_position ON hits (position, number);';
  readonly #engine: StoredEngine;

  /** @param files the rules as Greffe comes with them */
  constructor(files: readonly RuleFile[]) {
    this.#engine = new StoredEngine((changes) => activeRules(files, changes));
  }

  /** As of the last batch of this process; null before there was one. */
  get openWindows(): number | null {
    return this.#engine.openWindows;
  }

  async project(events: readonly RecordedEvent<ObservedEvent | RuleEvent>[], sql: Sql): Promise<void> {
    let observed: Observed[] = [];
    for (const event of events) {
      if (isOfRule(event)) {
        await this.observe(observed, sql);
        observed = [];
        await this.change(event, sql);
        continue;
      }
      const observation = observationOf(event);
      if (observation) observed.push({ observation, position: event.position });
    }
    await this.observe(observed, sql);
  }

  private async observe(observed: readonly Observed[], sql: Sql): Promise<void> {
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

  private async change({ type, data, metadata }: RecordedEvent<RuleEvent>, sql: Sql): Promise<void> {
    const change =
      type === 'RuleActivated'
        ? { threshold: data.threshold, version: data.version, isRetired: false }
        : { isRetired: type === 'RuleRetired' };
    await this.#engine.change(sql, data.rule, change);
    await sql.query('INSERT INTO rule_changes (rule, at, by, what) VALUES ($1, $2, $3, $4)', [
      data.rule,
      metadata.occurredAt,
      metadata.actor.code,
      { type, ...data },
    ]);
  }
}

const isOfRule = (event: RecordedEvent<ObservedEvent | RuleEvent>): event is RecordedEvent<RuleEvent> =>
  event.type in ruleEventTypes;

interface Observed {
  readonly observation: Observation;
  readonly position: Position;
}
