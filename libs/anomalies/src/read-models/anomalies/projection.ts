import { networkOf } from '#connections';
import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import { type Instant, type Sql, searchable, searchIndex } from '#platform';
import { type AnomalyEvent, type Attempt, type Detection, INTERNAL } from '../../domain/anomaly-events.ts';
import type { AnomalyState } from '../../domain/anomaly-state.ts';
import type { HitPlaced } from '../../domain/placement.ts';
import { historyLine } from './history-line.ts';
import { turnOf, URGENCY } from './queue-order.ts';

const SEARCH = searchable(
  "rule ->> 'title'",
  'sentence',
  'user_code',
  'network',
  "gestionnaire ->> 'name'",
  'gestionnaire_id',
);

type CaseEvent = AnomalyEvent | HitPlaced;

/** Every case with what fired it, and everything that was done about it. */
export const anomaliesProjection: Projection<CaseEvent> = {
  name: 'anomalies',
  version: 10,
  categories: ['anomaly', 'watch'],
  tables: `
    CREATE TABLE anomalies (
      id uuid PRIMARY KEY,
      state text NOT NULL,
      rule jsonb NOT NULL,
      severity text NOT NULL,
      article text NOT NULL,
      sentence text NOT NULL,
      user_code text,
      network text,
      gestionnaire jsonb,
      gestionnaire_id text,
      caf_id text NOT NULL,
      detected_at timestamptz NOT NULL,
      -- The day on which the Caf decided to tell the partner, who reads it from then on.
      told_on date,
      notice jsonb,
      notified_on date,
      due date,
      justification jsonb,
      verdict jsonb,
      dismissal jsonb,
      sufficient jsonb,
      urgency smallint NOT NULL GENERATED ALWAYS AS (${URGENCY}) STORED,
      turn bigint NOT NULL,
      search text NOT NULL GENERATED ALWAYS AS (${SEARCH}) STORED
    );
    CREATE TABLE hits (
      anomaly_id uuid PRIMARY KEY,
      hits int NOT NULL,
      last_hit_at timestamptz NOT NULL
    );
    CREATE TABLE evidence (
      anomaly_id uuid NOT NULL REFERENCES anomalies,
      number int NOT NULL,
      attempt_id uuid NOT NULL,
      at timestamptz NOT NULL,
      outcome text NOT NULL,
      address text,
      network text,
      user_code text,
      count int NOT NULL,
      PRIMARY KEY (anomaly_id, attempt_id)
    );
    CREATE TABLE history (
      anomaly_id uuid NOT NULL REFERENCES anomalies,
      revision bigint NOT NULL,
      at timestamptz NOT NULL,
      what text NOT NULL,
      is_internal boolean NOT NULL,
      actor_code text NOT NULL,
      actor_role text NOT NULL,
      PRIMARY KEY (anomaly_id, revision)
    );
  `,
  indexes: `
    ${searchIndex('anomalies')}
    CREATE INDEX anomalies_of_caf ON anomalies (caf_id, detected_at DESC, id);
    CREATE INDEX anomalies_queued ON anomalies (caf_id, urgency, turn, id);
    CREATE INDEX anomalies_of_code ON anomalies (user_code, caf_id);
    CREATE INDEX anomalies_of_network ON anomalies (network, caf_id);
    CREATE INDEX evidence_of_network ON evidence (network, at);
    CREATE INDEX evidence_of_attempt ON evidence (attempt_id);
    CREATE INDEX anomalies_of_gestionnaire ON anomalies (gestionnaire_id, detected_at DESC, id);
    CREATE INDEX anomalies_notifying ON anomalies (detected_at) WHERE state = 'notifying';
    CREATE INDEX anomalies_awaited ON anomalies (due) WHERE state = 'notified';
  `,
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<CaseEvent>, sql: Sql): Promise<void> {
  if (event.type === 'HitPlaced') {
    // Those that open a case come before it.
    await sql.query(
      `INSERT INTO hits VALUES ($1, $2, $3) ON CONFLICT (anomaly_id) DO UPDATE
       SET hits = excluded.hits, last_hit_at = greatest(hits.last_hit_at, excluded.last_hit_at)`,
      [event.data.anomalyId, event.data.hits, event.data.at],
    );
    return;
  }
  const id = idOf(event.stream);
  await applyToCase(id, event, sql);
  await sql.query('INSERT INTO history VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    id,
    event.revision,
    event.metadata.occurredAt,
    historyLine(event),
    INTERNAL.has(event.type),
    event.metadata.actor.code,
    event.metadata.actor.role,
  ]);
}

async function applyToCase(id: string, event: RecordedEvent<AnomalyEvent>, sql: Sql): Promise<void> {
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'AnomalyDetected':
      return detect(id, event.data, at, sql);
    case 'AnomalyEvidenceAdded':
      return addEvidence(id, event.data.evidence, sql);
    case 'AnomalyDismissed':
      return update(id, { ...inState('dismissed', at), dismissal: { reason: event.data.reason, at } }, sql);
    case 'AnomalyReopened':
      return update(id, { ...inState('detected', at), dismissal: null }, sql);
    case 'AnomalyNotificationDecided':
      return update(id, { ...inState('notifying', at), told_on: event.data.decidedOn }, sql);
    case 'AnomalyNotified': {
      const { notifiedOn, dueOn, by } = event.data;
      const delay = { notice: by, notified_on: notifiedOn, due: dueOn };
      // In older logs nothing was decided before.
      const told = by === null && { told_on: notifiedOn };
      return update(id, { ...inState('notified', at), ...delay, ...told }, sql);
    }
    case 'JustificationReminderIssued':
      return;
    case 'JustificationSubmitted': {
      const justification = { ...event.data, at, by: event.metadata.actor.code };
      return update(id, { ...inState('justified', at), justification }, sql);
    }
    case 'JustificationOverdue':
      return update(id, inState('overdue', at), sql);
    case 'VerdictGiven':
      return update(id, { ...inState('closed', at), verdict: { ...event.data, at } }, sql);
    default:
      return event satisfies never;
  }
}

async function detect(id: string, detection: Detection, at: Instant, sql: Sql): Promise<void> {
  const { rule, severity, article, sentence, userCode, network, gestionnaire, cafId, detectedAt } = detection;
  await sql.query(
    `INSERT INTO anomalies (id, state, rule, severity, article, sentence, user_code, network,
       gestionnaire, gestionnaire_id, caf_id, detected_at, turn, sufficient)
     VALUES ($1, 'detected', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      rule,
      severity,
      article,
      sentence,
      userCode,
      network,
      gestionnaire,
      gestionnaire?.id,
      cafId,
      detectedAt,
      turnOf('detected', at),
      detection.sufficient,
    ],
  );
  await addEvidence(id, detection.evidence, sql);
}

/** Null when nobody told the address. */
const networkIn = ({ address }: Attempt): string | null => (address === null ? null : networkOf(address));

async function addEvidence(id: string, evidence: readonly Attempt[], sql: Sql): Promise<void> {
  await sql.query(
    `INSERT INTO evidence (anomaly_id, number, attempt_id, at, outcome, address, network, user_code, count)
     SELECT $1, (SELECT count(*) FROM evidence WHERE anomaly_id = $1) + e.number,
       e."attemptId", e.at, e.outcome, e.address, e.network, e."userCode", e.count
     FROM ROWS FROM (jsonb_to_recordset($2)
       AS ("attemptId" uuid, at timestamptz, outcome text, address text, network text, "userCode" text, count int)
     ) WITH ORDINALITY
       AS e("attemptId", at, outcome, address, network, "userCode", count, number)`,
    [id, JSON.stringify(evidence.map((attempt) => ({ ...attempt, network: networkIn(attempt) })))],
  );
}

/** That it has come to this state, and its turn there. */
const inState = (state: AnomalyState, since: Instant) => ({ state, turn: turnOf(state, since) });

type Columns = Partial<ReturnType<typeof inState>> &
  Partial<
    Record<'told_on' | 'notice' | 'notified_on' | 'due' | 'justification' | 'verdict' | 'dismissal', unknown>
  >;

/** The names are ours, from `Columns`; the values are parameters. */
async function update(id: string, columns: Columns, sql: Sql): Promise<void> {
  const assignments = Object.keys(columns).map((name, index) => `${name} = $${index + 2}`);
  await sql.query(`UPDATE anomalies SET ${assignments.join(', ')} WHERE id = $1`, [
    id,
    ...Object.values(columns),
  ]);
}
