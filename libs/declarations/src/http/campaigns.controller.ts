import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, Reads } from '#event-sourcing';
import { Allow, type Principal, SignedIn } from '#platform';
import { ScheduleCampaign } from '../commands/schedule-campaign.ts';
import { campaignId } from '../domain/campaign.ts';
import { CampaignsQuery } from '../read-models/campaigns/query.ts';
import { CampaignProgressView } from '../read-models/campaigns/view.ts';
import { ExpectedDeclarationsQuery } from '../read-models/expected/query.ts';
import { CampaignDto } from './campaign.dto.ts';

const NOTHING_EXPECTED = { expected: 0, transmitted: 0 };

@ApiTags('declarations')
@Controller('campaigns')
export class CampaignsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly campaigns: CampaignsQuery,
    private readonly expected: ExpectedDeclarationsQuery,
  ) {}

  @Get()
  @Allow('caf-habilitation', 'caf-security', 'gestionnaire', 'agent')
  @Reads('campaigns', 'declarations', 'conventions')
  @ApiOperation({
    summary:
      'When declarations are due to the reader’s Caf, and how many are transmitted, the latest campaign first',
  })
  @ApiOkResponse({ type: [CampaignProgressView] })
  async list(@SignedIn() principal: Principal): Promise<CampaignProgressView[]> {
    const progress = await this.expected.progressFor(principal);
    const campaigns = await this.campaigns.visibleTo(principal);
    return campaigns.map((campaign) => ({ ...campaign, ...(progress.get(campaign.id) ?? NOTHING_EXPECTED) }));
  }

  @Post()
  @Allow('caf-habilitation')
  @ApiOperation({
    summary: 'Say when declarations of a kind are due, or say it anew while they are',
    description: 'Before it opens, correspondents are sent the number of codes to unblock or to use (R21).',
  })
  async schedule(@Body() { year, kind, ...window }: CampaignDto, @SignedIn() { organism }: Principal) {
    const subject = { cafId: organism.id, year, kind };
    const outcome = await this.commands.execute(new ScheduleCampaign(subject, window));
    return new Accepted(campaignId(subject), outcome);
  }
}
