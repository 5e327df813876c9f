import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import {
  addDays,
  type CalendarDate,
  Database,
  endOfDay,
  type HistoryLine,
  type Instant,
  notFound,
  type Principal,
  parisDateOf,
  policy,
  startOfDay,
  verbatim,
} from '#platform';
import { CaseNotices } from '../../case-notices.ts';
import type { AnomalyState } from '../../domain/anomaly-state.ts';
import type { Month, ReportSubject } from '../../domain/monthly-report.ts';
import { CaseworkQuery } from '../casework/query.ts';
import { StatementsQuery, statementLines } from '../statements/query.ts';
import type { CaseStatementView } from '../statements/view.ts';
import { type AnomalyRow, codesIn, type EvidenceRow, type HistoryRow, toDetailView, toView } from './rows.ts';
import type { AnomalyCaseView, AnomalyDetailView, AnomalyView } from './view.ts';

export interface AnomalyFilter {
  readonly states?: readonly AnomalyState[];
  readonly gestionnaireId?: string;
  readonly cafId?: string;
  /** Days on which they were detected, both included. */
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  /** Days on which the Caf decided to tell the partner, both included. */
  readonly told?: { readonly from: CalendarDate; readonly to: CalendarDate };
}

export interface NotifyingCase {
  readonly id: string;
  readonly gestionnaireId: string;
  readonly cafId: string;
}

const CASE = `
  a.id, a.state, a.rule, a.severity, a.sentence, a.user_code AS "userCode", a.network, a.gestionnaire,
    a.detected_at AS "detectedAt", h.last_hit_at AS "lastHitAt", h.hits, a.due::text`;

export const COLUMNS = `
  ${CASE}, a.article, a.notice, a.notified_on::text AS "notifiedOn", a.justification, a.verdict, a.dismissal, a.sufficient`;

export const LISTED_COLUMNS = `
  ${CASE}, a.justification ->> 'at' AS "justifiedAt", a.verdict ->> 'verdict' AS conclusion`;

export const FROM = 'anomalies.anomalies a JOIN anomalies.hits h ON h.anomaly_id = a.id';

/** A partner reads a case from the decision to notify on. */
const IS_TOLD = "a.state NOT IN ('detected', 'dismissed')";
export const TOLD = verbatim(IS_TOLD);

/** A Caf sees those of its partners; a gestionnaire its own that it was told of; agents none. */
const VISIBLE = `
  (($1 = 'caf-security' AND a.caf_id = $2)
   OR ($1 = 'gestionnaire' AND a.gestionnaire_id = $2 AND ${IS_TOLD}))`;

type Reader = Pick<Principal, 'role' | 'organism'>;

@Injectable()
export class AnomaliesQuery {
  constructor(
    private readonly database: Database,
    private readonly statements: StatementsQuery,
    private readonly codes: CodeDirectory,
    private readonly notices: CaseNotices,
    private readonly casework: CaseworkQuery,
  ) {}

  /** The anomalies that the reader may see, the latest first. */
  async list(filter: AnomalyFilter, principal: Reader): Promise<AnomalyView[]> {
    const rows = await this.rows(filter, principal);
    const names = await this.codes.namesOf(rows.flatMap(codesIn));
    return rows.map((row) => toView(row, names));
  }

  /** The same with their evidence and history. */
  async listWithDetails(filter: AnomalyFilter, principal: Reader): Promise<AnomalyDetailView[]> {
    return this.withDetails(await this.rows(filter, principal), principal);
  }

  /** For the Caf with what became of its mails, and how its officers work on it. @throws Refusal anomaly-not-found */
  async one(id: string, principal: Principal): Promise<AnomalyCaseView> {
    const { rows } = await this.database.query<AnomalyRow>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE ${VISIBLE} AND a.id = $3`,
      [principal.role, principal.organism.id, id],
    );
    const [view] = await this.withDetails(rows, principal);
    if (!view) {
      throw notFound('anomaly-not-found', 'Cette anomalie n’existe pas, ou ne relève pas de vous.');
    }
    const isForCaf = principal.role === 'caf-security';
    const partner = isForCaf ? view.gestionnaire : null;
    const statement = await this.statements.about(id, view.gestionnaire?.name ?? '');
    return {
      ...view,
      history: withStatement(view.history, statement),
      statement,
      notices: partner && (await this.notices.of(id, partner.id)),
      casework: isForCaf ? await this.casework.of(id) : null,
    };
  }

  /** Cases whose notice has reached nobody yet, whoever asks (R19). */
  async notifying(): Promise<NotifyingCase[]> {
    const { rows } = await this.database.query<NotifyingCase>(
      `SELECT id, gestionnaire_id AS "gestionnaireId", caf_id AS "cafId"
       FROM anomalies.anomalies WHERE state = 'notifying' ORDER BY detected_at, id`,
    );
    return rows;
  }

  /**
   * Which reports there are to be up to a month, whoever asks, the earliest first: of each Caf from its last one on, so that those
   * of a time without any run are not missed.
   */
  async reportsDueUpTo(month: Month): Promise<ReportSubject[]> {
    const { rows } = await this.database.query<ReportSubject>(
      `SELECT DISTINCT ON (month, caf_id, gestionnaire_id) month, caf_id AS "cafId", gestionnaire
       FROM (SELECT *, to_char(told_on, 'YYYY-MM') AS month FROM anomalies.anomalies WHERE told_on IS NOT NULL) AS told
       LEFT JOIN (SELECT caf_id, max(month) AS last FROM monthly_reports.reports GROUP BY caf_id) AS made USING (caf_id)
       WHERE month <= $1 AND month >= coalesce(last, $1)
       ORDER BY month, caf_id, gestionnaire_id, detected_at DESC`,
      [month],
    );
    return rows;
  }

  /** Notified anomalies with which the calendar may have something to do at `now`. */
  async dueForDeadline(now: Instant): Promise<string[]> {
    const until = addDays(parisDateOf(now), Math.max(...policy.justificationReminderDays));
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT id FROM anomalies.anomalies WHERE state = 'notified' AND due <= $1 ORDER BY due, id`,
      [until],
    );
    return rows.map(({ id }) => id);
  }

  private async rows(filter: AnomalyFilter, { role, organism }: Reader): Promise<AnomalyRow[]> {
    const { rows } = await this.database.query<AnomalyRow>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE ${VISIBLE}
         AND ($3::text[] IS NULL OR a.state = ANY ($3))
         AND ($4::text IS NULL OR a.gestionnaire_id = $4)
         AND ($5::timestamptz IS NULL OR a.detected_at >= $5)
         AND ($6::timestamptz IS NULL OR a.detected_at < $6)
         AND ($7::text IS NULL OR a.caf_id = $7)
         AND ($8::date IS NULL OR a.told_on BETWEEN $8 AND $9)
       ORDER BY a.detected_at DESC, a.id`,
      [
        role,
        organism.id,
        filter.states ?? null,
        filter.gestionnaireId ?? null,
        filter.from ? startOfDay(filter.from) : null,
        filter.to ? endOfDay(filter.to) : null,
        filter.cafId ?? null,
        filter.told?.from ?? null,
        filter.told?.to ?? null,
      ],
    );
    return rows;
  }

  private async withDetails(anomalies: readonly AnomalyRow[], reader: Reader): Promise<AnomalyDetailView[]> {
    const ids = anomalies.map(({ id }) => id);
    const evidence = await this.database.query<EvidenceRow>(
      `SELECT anomaly_id AS "anomalyId", attempt_id AS "attemptId", at, outcome, address, count,
         user_code AS "userCode"
       FROM anomalies.evidence WHERE anomaly_id = ANY ($1) ORDER BY number`,
      [ids],
    );
    const history = await this.database.query<HistoryRow>(
      `SELECT anomaly_id AS "anomalyId", at, what, actor_code AS "actorCode", actor_role AS "actorRole"
       FROM anomalies.history WHERE anomaly_id = ANY ($1) AND ($2 = 'caf-security' OR NOT is_internal) ORDER BY revision`,
      [ids, reader.role],
    );
    const actors = history.rows.map(({ actorCode }) => actorCode);
    const names = await this.codes.namesOf([...anomalies.flatMap(codesIn), ...actors], reader);
    return anomalies.map((row) => toDetailView(row, evidence.rows, history.rows, names));
  }
}

const withStatement = (history: readonly HistoryLine[], statement: CaseStatementView | null): HistoryLine[] =>
  [...history, ...(statement ? statementLines(statement) : [])].sort((a, b) => a.at.localeCompare(b.at));
