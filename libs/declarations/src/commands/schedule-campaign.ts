import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CampaignSubject, type CampaignWindow, campaign, campaignId } from '../domain/campaign.ts';

/** A Caf says when it expects declarations. */
export class ScheduleCampaign extends Command<CommandOutcome> {
  constructor(
    readonly subject: CampaignSubject,
    readonly window: CampaignWindow,
  ) {
    super();
  }
}

@CommandHandler(ScheduleCampaign)
export class ScheduleCampaignHandler implements ICommandHandler<ScheduleCampaign> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ subject, window }: ScheduleCampaign) {
    return this.commands.handle(campaign, campaignId(subject), { type: 'ScheduleCampaign', subject, window });
  }
}
