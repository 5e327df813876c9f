import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, Reads } from '#event-sourcing';
import { Allow, type Principal, SignedIn } from '#platform';
import { ScheduleCampaign } from '../commands/schedule-campaign.ts';
import { campaignId } from '../domain/campaign.ts';
import { CampaignsQuery } from '../read-models/campaigns/query.ts';
import { CampaignView } from '../read-models/campaigns/view.ts';
import { CampaignDto } from './campaign.dto.ts';

@ApiTags('declarations')
@Controller('campaigns')
export class CampaignsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly campaigns: CampaignsQuery,
  ) {}

  @Get()
  @Allow('caf-habilitation', 'caf-security', 'gestionnaire', 'agent')
  @Reads('campaigns', 'conventions')
  @ApiOperation({ summary: 'When declarations are due to the reader’s Caf, the latest campaign first' })
  @ApiOkResponse({ type: [CampaignView] })
  list(@SignedIn() principal: Principal): Promise<CampaignView[]> {
    return this.campaigns.visibleTo(principal);
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
