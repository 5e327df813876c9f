import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { CampaignsQuery, type CampaignView, CodesToReactivate, campaignId } from '#declarations';
import { addDays, Clock, endOfDay, inTurn, type Job, parisDateOf, policy, QUERIES_AT_ONCE } from '#platform';
import { RoleMail } from '../outbox/role-mail.ts';

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
    let told = 0;
    for (const campaign of near) {
      const partnerships = await this.conventions.partnershipsOf(campaign.cafId);
      const partners = partnerships.flatMap(({ gestionnaire, inForce }) =>
        inForce ? [gestionnaire.id] : [],
      );
      const tell = async (gestionnaireId: string) => {
        const mails = await this.tell(gestionnaireId, campaign);
        // Read only now: others have added to it meanwhile.
        told += mails;
      };
      await inTurn(partners, tell, QUERIES_AT_ONCE);
    }
    return { campaigns: near.length, told };
  }

  private async tell(gestionnaireId: string, campaign: CampaignView): Promise<number> {
    const { id, cafId, year, kind, opensOn } = campaign;
    const { blocked, ending } = await this.codes.of(gestionnaireId, opensOn);
    if (blocked + ending === 0) return 0;
    return this.mail.tell({
      ...{ organismId: gestionnaireId, role: 'gestionnaire', about: [id, opensOn] },
      notice: {
        template: 'codes-to-reactivate',
        data: { campaignId: campaignId({ cafId, year, kind }), year, kind, opensOn, blocked, ending },
      },
      usefulUntil: endOfDay(opensOn),
    });
  }
}
