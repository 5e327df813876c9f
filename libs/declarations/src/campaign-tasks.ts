import { Injectable } from '@nestjs/common';
import {
  addDays,
  Clock,
  formatCount,
  formatDate,
  type Principal,
  parisDateOf,
  policy,
  type Task,
  type TaskSource,
} from '#platform';
import { CodesToReactivate, type ToReactivate } from './codes-to-reactivate.ts';
import { KIND_NAMES } from './domain/wording.ts';
import { CampaignsQuery } from './read-models/campaigns/query.ts';
import type { CampaignView } from './read-models/campaigns/view.ts';

/** Codes to unblock or to use before a campaign (R21). */
@Injectable()
export class CampaignTasks implements TaskSource {
  constructor(
    private readonly campaigns: CampaignsQuery,
    private readonly codes: CodesToReactivate,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'gestionnaire') return [];
    const today = parisDateOf(this.clock.now());
    const horizon = addDays(today, policy.reactivationNoticeDays);
    const near = (await this.campaigns.visibleTo(principal)).filter(
      ({ opensOn, closesOn }) => opensOn <= horizon && closesOn >= today,
    );
    const tasks = near.map(async (campaign) =>
      taskOf(campaign, await this.codes.of(principal.organism.id, campaign.opensOn)),
    );
    return (await Promise.all(tasks)).flat();
  }
}

function taskOf({ id, kind, year, opensOn }: CampaignView, { blocked, ending }: ToReactivate): Task[] {
  if (blocked + ending === 0) return [];
  const what = [
    ...(blocked > 0 ? [`${formatCount(blocked, 'code')} à débloquer`] : []),
    ...(ending > 0
      ? [`${formatCount(ending, 'code')} à utiliser avant ${ending < 2 ? 'son' : 'leur'} blocage`]
      : []),
  ];
  return [
    {
      id: `campaign-${id}`,
      title: `Campagne ${KIND_NAMES[kind]} ${year}\u00a0: ${what.join(', ')}`,
      detail: `Les déclarations sont attendues à partir du ${formatDate(opensOn)}.`,
      due: opensOn,
      urgency: 'soon',
      href:
        blocked > 0
          ? '/codes?block=idle&holder=habilitated'
          : `/codes?blocksWithin=${Math.max(...policy.idleHorizonDays)}&holder=habilitated&sort=blocksAfter`,
    },
  ];
}
