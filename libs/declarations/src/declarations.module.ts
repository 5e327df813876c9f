import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ConventionsModule } from '#conventions';
import { HabilitationsModule } from '#habilitations';
import { CampaignTasks } from './campaign-tasks.ts';
import { CodesToReactivate } from './codes-to-reactivate.ts';
import { ApproveDeclarationHandler } from './commands/approve-declaration.ts';
import { EnterActivityDataHandler } from './commands/enter-activity-data.ts';
import { EnterFinancialDataHandler } from './commands/enter-financial-data.ts';
import { OpenDeclarationHandler } from './commands/open-declaration.ts';
import { ReturnPartHandler } from './commands/return-part.ts';
import { ScheduleCampaignHandler } from './commands/schedule-campaign.ts';
import { SubmitPartsHandler } from './commands/submit-parts.ts';
import { TransmitDeclarationHandler } from './commands/transmit-declaration.ts';
import { DeclarationTasks } from './declaration-tasks.ts';
import { CampaignsController } from './http/campaigns.controller.ts';
import { DeclarationsController } from './http/declarations.controller.ts';
import { DeclarationList, DeclarationListController } from './lists/declarations.ts';
import { ExpectedDeclarationList, ExpectedDeclarationListController } from './lists/expected-declarations.ts';
import { CampaignsQuery } from './read-models/campaigns/query.ts';
import { DeclarationsQuery } from './read-models/declarations/query.ts';
import { ExpectedDeclarationsQuery } from './read-models/expected/query.ts';

@Module({
  imports: [ConventionsModule, HabilitationsModule, AccountsModule],
  controllers: [
    DeclarationsController,
    DeclarationListController,
    ExpectedDeclarationListController,
    CampaignsController,
  ],
  providers: [
    OpenDeclarationHandler,
    EnterActivityDataHandler,
    EnterFinancialDataHandler,
    SubmitPartsHandler,
    ReturnPartHandler,
    ApproveDeclarationHandler,
    TransmitDeclarationHandler,
    DeclarationsQuery,
    DeclarationList,
    ExpectedDeclarationsQuery,
    ExpectedDeclarationList,
    DeclarationTasks,
    ScheduleCampaignHandler,
    CampaignsQuery,
    CodesToReactivate,
    CampaignTasks,
  ],
  exports: [DeclarationsQuery, CampaignsQuery, CodesToReactivate],
})
export class DeclarationsModule {}
