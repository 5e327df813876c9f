import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { type CalendarDate, type Consulted, Database, type Principal } from '#platform';
import { SEVERAL } from '../../domain/consultation.ts';
import { Conditions, pageOf } from '../conditions.ts';
import type { ConsultationEntries, ConsultationEntry } from './view.ts';

const DEFAULT_LIMIT = 50;

export interface ConsultationFilter {
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  /** Who read. */
  readonly userCode?: string;
  readonly view?: Consulted;
  /** Any value that was asked for: a code, the id of a case, a gestionnaire. */
  readonly about?: string;
}

/** Who of a Caf, and of its partners, looked at what. */
@Injectable()
export class ConsultationsQuery {
  constructor(
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
  ) {}

  /**
   * A page of consultations, the latest first.
   * @throws Refusal bad-cursor, bad-period
   */
  async page(
    { from, to, userCode, view, about }: ConsultationFilter,
    { cursor, limit = DEFAULT_LIMIT }: { cursor?: string; limit?: number },
    { organism }: Principal,
  ): Promise<ConsultationEntries> {
    const where = new Conditions();
    where.addPeriod(from, to);
    where.addCursor(cursor);
    const organisms = await this.conventions.overseenBy(organism.id);
    where.add((value) => `organism_id = ANY (${value})`, organisms);
    if (userCode !== undefined) where.add((value) => `user_code = ${value}`, userCode.toUpperCase());
    if (view !== undefined) where.add((value) => `view = ${value}`, view);
    if (about !== undefined) {
      where.add(
        (value, several) => `EXISTS (SELECT FROM jsonb_each_text(asked) AS a
          WHERE upper(${value}) = ANY (upper(a.value) || string_to_array(upper(a.value), ${several})))`,
        ...[about, SEVERAL],
      );
    }
    const { rows } = await this.database.query<ConsultationEntry & { at: Date }>(
      `SELECT id, at, user_code AS "userCode", view,
              (SELECT coalesce(json_agg(json_build_object('name', key, 'value', value) ORDER BY key), '[]')
               FROM jsonb_each_text(asked)) AS asked
       FROM consultations.consultations WHERE ${where} ORDER BY at DESC, id DESC LIMIT ${where.value(limit + 1)}`,
      where.values,
    );
    return pageOf(rows, limit);
  }
}
