import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import { Database, type HistoryLine, type Principal } from '#platform';
import { type ControlState, unknownControl } from '../../domain/control.ts';
import type { ControlDetailView, ControlView } from './view.ts';

interface HistoryRow {
  at: Date;
  what: string;
  actorCode: string;
}

const SELECT_CONTROLS = `
  SELECT c.id, c.state, c.gestionnaire, c.subject, c.planned_on::text AS "plannedOn", c.controllers, c.conclusion,
    c.verification, c.cancelled_for AS "cancelledFor"
  FROM controls.controls c`;

/** A Caf sees its own, a gestionnaire those at its place. */
const VISIBLE = `
  (($1 = 'caf-security' AND c.caf_id = $2) OR ($1 = 'gestionnaire' AND c.gestionnaire_id = $2))`;

@Injectable()
export class ControlsQuery {
  constructor(
    private readonly database: Database,
    private readonly codes: CodeDirectory,
  ) {}

  /** Those in one state, the first day first. */
  async inState(state: ControlState, { role, organism }: Principal): Promise<ControlView[]> {
    const { rows } = await this.database.query<ControlView>(
      `${SELECT_CONTROLS} WHERE ${VISIBLE} AND c.state = $3
       ORDER BY coalesce(c.conclusion -> 'agreement' ->> 'dueOn', c.planned_on::text), c.id`,
      [role, organism.id, state],
    );
    return rows;
  }

  /** @throws Refusal control-not-found */
  async one(id: string, reader: Principal): Promise<ControlDetailView> {
    const { role, organism } = reader;
    const { rows } = await this.database.query<ControlView>(
      `${SELECT_CONTROLS} WHERE ${VISIBLE} AND c.id = $3`,
      [role, organism.id, id],
    );
    const [view] = rows;
    if (!view) throw unknownControl();
    return { ...view, history: await this.historyOf(id, reader) };
  }

  private async historyOf(id: string, reader: Principal): Promise<HistoryLine[]> {
    const { rows } = await this.database.query<HistoryRow>(
      'SELECT at, what, actor_code AS "actorCode" FROM controls.history WHERE control_id = $1 ORDER BY revision',
      [id],
    );
    const codes = rows.map(({ actorCode }) => actorCode);
    const names = await this.codes.namesOf(codes, reader);
    return rows.map(({ at, what, actorCode }) => ({
      at: at.toISOString(),
      what,
      who: names.get(actorCode) ?? 'Caf',
    }));
  }
}
