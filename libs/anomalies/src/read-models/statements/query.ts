import { Injectable } from '@nestjs/common';
import { SIGN_IN_OBSTACLES, SignInProspects, signInObstacle } from '#accounts';
import { CodeDirectory } from '#connections';
import { Database, type HistoryLine, type Principal } from '#platform';
import { type Answer, type AskedAttempt, unknownQuestion } from '../../domain/statement.ts';
import { answerGiven, QUESTION_ASKED } from '../../domain/wording.ts';
import type { AgentQuestionView, CaseStatementView, ListedQuestionView, StatementView } from './view.ts';

interface Row {
  readonly id: string;
  readonly userCode: string;
  readonly attempts: readonly AskedAttempt[];
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly answer: Answer | null;
  readonly text: string | null;
  readonly answeredAt: Date | null;
  /** Of the case. */
  readonly isSettled: boolean;
}

/** Names of the holders of codes. */
type Names = ReadonlyMap<string, string>;

const SELECT = `
  SELECT q.id, q.user_code AS "userCode", q.attempts, q.asked_at AS "askedAt", q.asked_by AS "askedBy",
    q.answer, q.text, q.answered_at AS "answeredAt", coalesce(a.state = 'closed', false) AS "isSettled"
  FROM statements.questions q LEFT JOIN anomalies.anomalies a ON a.id = q.anomaly_id`;

@Injectable()
export class StatementsQuery {
  constructor(
    private readonly database: Database,
    private readonly prospects: SignInProspects,
    private readonly codes: CodeDirectory,
  ) {}

  /**
   * What was asked about a case of this partner; null when nothing was. Whether the reader may see the case is for the caller
   * to know.
   */
  async about(anomalyId: string, partner: string): Promise<CaseStatementView | null> {
    const [row] = await this.select('WHERE q.anomaly_id = $1 ORDER BY q.asked_at LIMIT 1', [anomalyId]);
    if (!row) return null;
    const names = await this.namesIn([row]);
    const isAwaited = row.answer === null && !row.isSettled;
    const obstacle = isAwaited ? signInObstacle(await this.prospects.of(row.userCode)) : null;
    return {
      ...toView(row, names, partner),
      agent: names.get(row.userCode) ?? row.userCode,
      obstacle: obstacle && SIGN_IN_OBSTACLES[obstacle],
    };
  }

  /** What an agent was asked, the latest first; nobody else has questions. */
  async to(principal: Principal): Promise<ListedQuestionView[]> {
    const condition = `${TO_AGENT} ORDER BY q.asked_at DESC, q.id`;
    const rows = await this.select(condition, [principal.userCode]);
    const names = await this.namesIn(rows);
    return rows.map((row) => toListed(row, names, principal));
  }

  /** @throws Refusal question-not-found */
  async one(id: string, principal: Principal): Promise<AgentQuestionView> {
    const [row] = await this.select(`${TO_AGENT} AND q.id = $2`, [principal.userCode, id]);
    if (!row) throw unknownQuestion();
    return { ...toListed(row, await this.namesIn([row]), principal), attempts: row.attempts };
  }

  private async select(condition: string, values: readonly string[]): Promise<Row[]> {
    const { rows } = await this.database.query<Row>(`${SELECT} ${condition}`, [...values]);
    return rows;
  }

  private namesIn(rows: readonly Row[]): Promise<Names> {
    return this.codes.namesOf(rows.flatMap(({ userCode, askedBy }) => [userCode, askedBy]));
  }
}

const TO_AGENT = 'WHERE q.user_code = $1';

const toView = (
  { id, askedAt, askedBy, answer, text, answeredAt }: Row,
  names: Names,
  partner: string,
): StatementView => ({
  id,
  answer,
  text,
  askedAt: askedAt.toISOString(),
  askedBy: names.get(askedBy) ?? partner,
  answeredAt: answeredAt?.toISOString() ?? null,
});

const toListed = (row: Row, names: Names, { organism }: Principal): ListedQuestionView => ({
  ...toView(row, names, organism.name),
  gestionnaire: organism.name,
  isOpen: row.answer === null && !row.isSettled,
});

/** As the history of the case tells it. */
export function statementLines({
  agent,
  askedAt,
  askedBy,
  answer,
  answeredAt,
}: CaseStatementView): HistoryLine[] {
  const asked = { at: askedAt, what: QUESTION_ASKED, who: askedBy };
  if (answer === null || answeredAt === null) return [asked];
  return [asked, { at: answeredAt, what: answerGiven(answer), who: agent }];
}
