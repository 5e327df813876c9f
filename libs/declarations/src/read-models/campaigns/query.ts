import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { type CalendarDate, Database, type Principal } from '#platform';
import type { CampaignView } from './view.ts';

const SELECT = `SELECT id || '-' || number AS id, number, caf_id AS "cafId", year, kind, opens_on::text AS "opensOn", closes_on::text AS "closesOn" FROM campaigns.campaigns`;

@Injectable()
export class CampaignsQuery {
  constructor(
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
  ) {}

  /** Those of a Caf, or of the Cafs that a gestionnaire has a convention with; the latest first. */
  async visibleTo({ organism }: Principal): Promise<CampaignView[]> {
    const partnerships = await this.conventions.partnershipsOf(organism.id);
    const cafs = [...new Set([organism.id, ...partnerships.map(({ caf }) => caf.id)])];
    return this.select('WHERE caf_id = ANY ($1) ORDER BY opens_on DESC, campaigns.id', [cafs]);
  }

  /** Those that begin on one of these days, whoever asks. */
  openingBetween(first: CalendarDate, last: CalendarDate): Promise<CampaignView[]> {
    return this.select('WHERE opens_on BETWEEN $1 AND $2 ORDER BY opens_on, campaigns.id', [first, last]);
  }

  private async select(rest: string, values: unknown[]): Promise<CampaignView[]> {
    return (await this.database.query<CampaignView>(`${SELECT} ${rest}`, values)).rows;
  }
}
