import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import {
  CampaignsQuery,
  type CampaignView,
  CodesToReactivate,
  campaignId,
  type ToReactivate,
} from '#declarations';
import { addDays, Clock, endOfDay, inTurn, type Job, parisDateOf, policy } from '#platform';
import { RoleMail, type RoleNotice } from '../outbox/role-mail.ts';

/** Before a campaign of declarations, tells correspondents how many codes are to be unblocked or used: each once (R21). */
@Injectable()
export class CodesToReactivateJob implements Job {
  readonly name = 'codes-to-reactivate';
  readonly purpose = 'Annonce aux correspondants les codes à débloquer ou à utiliser avant une campagne.';
  readonly schedule = '40 7 * * *';

  constructor(
    private readonly campaigns: CampaignsQuery,
    private readonly codes: CodesToReactivate,
    private readonly conventions: ConventionsQuery,
    private readonly mail: RoleMail,
    private readonly clock: Clock,
  ) {}

  async run() {
    const today = parisDateOf(this.clock.now());
    const near = await this.campaigns.openingBetween(today, addDays(today, policy.reactivationNoticeDays));
    let reminded = 0;
    await inTurn(near, async (campaign) => {
      const partnerships = await this.conventions.partnershipsOf(campaign.cafId);
      const partners = partnerships.flatMap(({ gestionnaire, inForce }) =>
        inForce ? [gestionnaire.id] : [],
      );
      const codes = await this.codes.ofEach(partners, campaign.opensOn);
      reminded += await this.mail.tell([...codes].flatMap((counted) => noticeOf(campaign, ...counted) ?? []));
    });
    return { examined: near.length, reminded };
  }
}

function noticeOf(
  { id, cafId, year, kind, opensOn }: CampaignView,
  organismId: string,
  { blocked, ending }: ToReactivate,
): RoleNotice | null {
  if (blocked + ending === 0) return null;
  return {
    organismId,
    role: 'gestionnaire',
    about: [id, opensOn],
    notice: {
      template: 'codes-to-reactivate',
      data: { campaignId: campaignId({ cafId, year, kind }), year, kind, opensOn, blocked, ending },
    },
    usefulUntil: endOfDay(opensOn),
  };
}
