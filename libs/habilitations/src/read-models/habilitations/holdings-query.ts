import { Injectable } from '@nestjs/common';
import { Database, frenchOrder } from '#platform';
import { distinctNameIn } from './distinct-name.ts';
import type { HoldingView } from './view.ts';

/** What a person has held, where, from when to when. */
@Injectable()
export class HoldingsQuery {
  constructor(private readonly database: Database) {}

  /**
   * By establishment, the latest first; for a Caf, what its own conventions carry. Nothing is held before its convention is in
   * force, nor after its end (R1, R3).
   */
  async of(personId: string, cafId: string | null): Promise<HoldingView[]> {
    const { rows } = await this.database.query<HoldingView>(
      `SELECT h.id, h.profile, jsonb_build_object('id', e.id, 'name', e.name) AS establishment,
         greatest(h.started_at, c.active_from) AS "from", least(h.ended_at, c.active_until) AS "until",
         h.ended_at IS NOT NULL AND h.ended_at <= c.active_until AS "isRevoked",
         coalesce(h.cause, CASE WHEN h.ended_at IS NOT NULL THEN 'term' END) AS cause, h.reason,
         ${distinctNameIn('back')} AS "returnsTo",
         h.declared_late_by_days AS "declaredLateByDays"
       FROM habilitations.holdings h
       JOIN habilitations.conventions c ON c.id = h.convention_id
       JOIN habilitations.establishments e ON e.convention_id = c.id AND e.id = h.establishment_id
       LEFT JOIN habilitations.persons back ON back.id = h.returns_to
       WHERE h.person_id = $1 AND ($2::text IS NULL OR c.caf_id = $2)
         AND c.active_from IS NOT NULL AND (h.ended_at IS NULL OR h.ended_at > c.active_from)
       ORDER BY ${frenchOrder('e.name')}, e.id, h.started_at DESC, h.profile`,
      [personId, cafId],
    );
    return rows;
  }
}
