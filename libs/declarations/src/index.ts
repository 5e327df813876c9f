import type { Context } from '#event-sourcing';
import { declarationActs } from './acts.ts';
import { CampaignTasks } from './campaign-tasks.ts';
import { DeclarationTasks } from './declaration-tasks.ts';
import { DeclarationsModule } from './declarations.module.ts';
import { campaignEventTypes } from './domain/campaign.ts';
import { declarationEventTypes } from './domain/declaration-events.ts';
import { DeclarationList } from './lists/declarations.ts';
import { campaignsProjection } from './read-models/campaigns/projection.ts';
import { declarationsProjection } from './read-models/declarations/projection.ts';
export const declarations: Context = {
  name: 'declarations',
  module: DeclarationsModule,
  eventTypes: { ...declarationEventTypes, ...campaignEventTypes },
  acts: declarationActs,
  projections: [declarationsProjection, campaignsProjection],
  taskSources: [DeclarationTasks, CampaignTasks],
  searched: [DeclarationList],
};

export { CodesToReactivate, type ToReactivate } from './codes-to-reactivate.ts';
export { ApproveDeclaration } from './commands/approve-declaration.ts';
export { EnterActivityData } from './commands/enter-activity-data.ts';
export { EnterFinancialData } from './commands/enter-financial-data.ts';
export { OpenDeclaration } from './commands/open-declaration.ts';
export { ScheduleCampaign } from './commands/schedule-campaign.ts';
export { SubmitParts } from './commands/submit-parts.ts';
export { TransmitDeclaration } from './commands/transmit-declaration.ts';
export { DeclarationsModule } from './declarations.module.ts';
export type { Author } from './domain/author.ts';
export { campaign, campaignId } from './domain/campaign.ts';
export {
  type ActivityData,
  contentHashOf,
  type DeclarationKind,
  type FinancialData,
  type Subject,
} from './domain/content.ts';
export { declarationId, parseDeclarationId } from './domain/declaration-id.ts';
export { DeclarationList } from './lists/declarations.ts';
export { CampaignsQuery } from './read-models/campaigns/query.ts';
export type { CampaignView } from './read-models/campaigns/view.ts';
export type { DeclarationDetailView } from './read-models/declarations/view.ts';
