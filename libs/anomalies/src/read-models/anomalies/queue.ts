import { Inject, Injectable, Optional } from '@nestjs/common';
import { CodeDirectory, namesOf } from '#connections';
import type { Level } from '#detection';
import { Database, invalid, type Principal } from '#platform';
import type { AnomalyState } from '../../domain/anomaly-state.ts';
import { COLUMNS, FROM } from './query.ts';
import { LAST_OF_CAF, OVER } from './queue-order.ts';
import { type AnomalyRow, codesIn, toView } from './rows.ts';
import type { CaseCounts, QueuedCase, QueuePage } from './view.ts';

const DEFAULT_LIMIT = 50;

export interface QueueFilter {
  /** Without, what waits for the Caf. */
  readonly state?: AnomalyState | 'any';
  readonly severity?: Level;
  /** By its name. */
  readonly rule?: string;
  readonly gestionnaireId?: string;
  readonly userCode?: string;
  /** A user code; `me` is the reader, `nobody` no one, `mine-or-free` either. */
  readonly assignee?: string;
}

interface QueueRow extends AnomalyRow {
  urgency: number;
  /** A `bigint`. */
  turn: string;
  assignee: string | null;
}

/** The cases of a Caf, in the order in which they want an officer. */
@Injectable()
export class CaseQueue {
  constructor(
    private readonly database: Database,
    @Optional() @Inject(CodeDirectory) private readonly codes?: CodeDirectory,
  ) {}

  /**
   * A page, what can wait least first: see `URGENCY`.
   * @throws Refusal bad-cursor
   */
  async page(
    { state, severity, rule, gestionnaireId, userCode: concerned, assignee }: QueueFilter,
    { cursor, limit = DEFAULT_LIMIT }: { cursor?: string; limit?: number },
    { organism, userCode }: Principal,
  ): Promise<QueuePage> {
    const after = cursor === undefined ? null : placeIn(cursor);
    const { rows } = await this.database.query<QueueRow>(
      `SELECT ${COLUMNS}, a.urgency, a.turn, w.user_code AS assignee
       FROM ${FROM} LEFT JOIN casework.assignments w ON w.anomaly_id = a.id
       WHERE a.caf_id = $1
         AND ($2::text IS NULL AND a.urgency <= ${LAST_OF_CAF} OR $2 = 'any' OR a.state = $2)
         AND ($3::text IS NULL OR a.severity = $3)
         AND ($4::text IS NULL OR a.rule ->> 'id' = $4)
         AND ($5::text IS NULL OR a.gestionnaire_id = $5)
         AND ($6::text[] IS NULL OR w.user_code = ANY ($6) OR '' = ANY ($6) AND w.user_code IS NULL)
         AND ($7::int IS NULL OR (a.urgency, a.turn, a.id) > ($7, $8::bigint, $9::uuid))
         AND ($10::text IS NULL OR a.user_code = $10)
       ORDER BY a.urgency, a.turn, a.id LIMIT $11`,
      [
        ...[organism.id, state, severity, rule, gestionnaireId],
        assignee && assigneesIn(assignee, userCode),
        ...(after ?? [null, null, null]),
        concerned,
        limit + 1,
      ],
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return { items: await this.toViews(shown), next: last && rows.length > limit ? toCursor(last) : null };
  }

  async counts({ organism, userCode }: Principal): Promise<CaseCounts> {
    const { rows } = await this.database.query<{
      state: AnomalyState;
      all: number;
      waiting: number;
      own: number;
      free: number;
    }>(
      `SELECT a.state, count(*)::int AS all, count(*) FILTER (WHERE a.urgency <= ${LAST_OF_CAF})::int AS waiting,
         count(*) FILTER (WHERE a.urgency <= ${LAST_OF_CAF} AND w.user_code = $2)::int AS own,
         count(*) FILTER (WHERE a.urgency <= ${LAST_OF_CAF} AND w.user_code IS NULL)::int AS free
       FROM anomalies.anomalies a LEFT JOIN casework.assignments w ON w.anomaly_id = a.id
       WHERE a.caf_id = $1 AND a.urgency < ${OVER} GROUP BY a.state`,
      [organism.id, userCode],
    );
    const sum = (column: 'waiting' | 'own' | 'free') => rows.reduce((total, row) => total + row[column], 0);
    return {
      waiting: sum('waiting'),
      mine: sum('own'),
      unassigned: sum('free'),
      open: Object.fromEntries(rows.map(({ state, all }) => [state, all])),
    };
  }

  private async toViews(rows: readonly QueueRow[]): Promise<QueuedCase[]> {
    const codes = rows.flatMap((row) => [...codesIn(row), ...(row.assignee ? [row.assignee] : [])]);
    const names = await namesOf(this.codes, codes);
    return rows.map(({ urgency, turn: _, assignee, ...row }) => ({
      ...toView(row, names),
      urgency,
      assignee: assignee === null ? null : { userCode: assignee, name: names.get(assignee) ?? assignee },
    }));
  }
}

/** User codes; that of nobody is empty. */
function assigneesIn(assignee: string, reader: string): string[] {
  if (assignee === 'mine-or-free') return [reader, ''];
  if (assignee === 'nobody') return [''];
  return [assignee === 'me' ? reader : assignee.toUpperCase()];
}

const toCursor = ({ urgency, turn, id }: QueueRow): string =>
  Buffer.from(`${urgency}~${turn}~${id}`).toString('base64url');

const PLACE = /^([1-8])~(-?\d{1,16})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** @throws Refusal when the cursor is none of ours */
function placeIn(cursor: string): readonly [urgency: string, turn: string, id: string] {
  const [, urgency, turn, id] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (urgency === undefined || turn === undefined || id === undefined) {
    throw invalid('bad-cursor', 'La suite demandée n’est pas valable : reprenez la liste au début.');
  }
  return [urgency, turn, id];
}
