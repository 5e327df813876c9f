import { Injectable } from '@nestjs/common';
import {
  addDays,
  type CalendarDate,
  Clock,
  formatCount,
  formatDate,
  groupBy,
  isOfCaf,
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
import { type Awaited, ExpectedDeclarationsQuery } from './read-models/expected/query.ts';

/** Codes to unblock or to use before a campaign (R21), and the declarations that one lacks. */
@Injectable()
export class CampaignTasks implements TaskSource {
  constructor(
    private readonly campaigns: CampaignsQuery,
    private readonly expected: ExpectedDeclarationsQuery,
    private readonly codes: CodesToReactivate,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    const today = parisDateOf(this.clock.now());
    switch (principal.role) {
      case 'gestionnaire':
        return [...(await this.toReactivate(principal, today)), ...(await this.missing(principal, today))];
      case 'caf-habilitation':
        return this.missing(principal, today);
      default:
        return [];
    }
  }

  private async toReactivate(principal: Principal, today: CalendarDate): Promise<Task[]> {
    const horizon = addDays(today, policy.reactivationNoticeDays);
    const near = (await this.campaigns.visibleTo(principal)).filter(
      ({ opensOn, closesOn }) => opensOn <= horizon && closesOn >= today,
    );
    const tasks = near.map(async (campaign) =>
      reactivation(campaign, await this.codes.of(principal.organism.id, campaign.opensOn)),
    );
    return (await Promise.all(tasks)).flat();
  }

  /** A partner is told while there is time, a Caf once there is none. */
  private async missing(principal: Principal, today: CalendarDate): Promise<Task[]> {
    const isForCaf = isOfCaf(principal.role);
    const campaigns = groupBy(await this.expected.awaitedFrom(principal), ({ campaignId }) => campaignId);
    return [...campaigns.values()]
      .filter(([campaign]) => !isForCaf || campaign!.closesOn < today)
      .map((awaited): Task => {
        const { campaignId, kind, year, closesOn } = awaited[0]!;
        const isOver = closesOn < today;
        return {
          id: `campaign-${campaignId}-missing`,
          title: `Campagne ${KIND_NAMES[kind]} ${year}\u00a0: ${formatCount(awaited.length, 'déclaration')} à ${isForCaf ? 'réclamer' : 'transmettre'}`,
          detail: isOver
            ? `La campagne s’est terminée le ${formatDate(closesOn)}.`
            : `La campagne se termine le ${formatDate(closesOn)}.`,
          due: isForCaf ? null : closesOn,
          urgency: isOver && !isForCaf ? 'late' : 'normal',
          href: whatIsMissing(awaited[0]!),
        };
      });
  }
}

/** Where a campaign says what it has not yet. */
export const whatIsMissing = ({ year, kind, number }: Pick<Awaited, 'year' | 'kind' | 'number'>): string =>
  `/campagnes?year=${year}&kind=${kind}&number=${number}&state=open`;

function reactivation({ id, kind, year, opensOn }: CampaignView, { blocked, ending }: ToReactivate): Task[] {
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
