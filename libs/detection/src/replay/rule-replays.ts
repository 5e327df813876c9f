import { Injectable } from '@nestjs/common';
import { RecordedAttempts } from '#connections';
import { ConventionsQuery } from '#conventions';
import { policy } from '#platform';
import { sentenceOf } from '../domain/sentence.ts';
import type { RuleReplay } from '../http/rule.view.ts';
import { PresentRules } from '../read-models/detection/present-rules.ts';
import { draftOf, mustBeReplayable } from './drafts.ts';
import { type Period, type ReplayedRun, replay, without } from './replay.ts';

const MOST_SHOWN = 50;

export interface ReplayRequest extends Period {
  readonly name: string;
  readonly threshold: number;
}

@Injectable()
export class RuleReplays {
  constructor(
    private readonly rules: PresentRules,
    private readonly attempts: RecordedAttempts,
    private readonly conventions: ConventionsQuery,
  ) {}

  /**
   * What the rule would have found with another threshold, beside what it finds with the present one, as far as an organism
   * oversees it. Both look at the same attempts, those of the window before the period included.
   * @throws Refusal rule-not-found, rule-not-replayable, threshold-out-of-range, bad-period, period-too-long
   */
  async of({ name, threshold, ...period }: ReplayRequest, organismId: string): Promise<RuleReplay> {
    const drafted = await draftOf(this.rules, name, threshold);
    mustBeReplayable(drafted);
    const { rules, draftRules } = drafted;
    const sides = [
      { rules, name },
      { rules: draftRules, name },
    ];
    const { attempts, found } = await replay(this.attempts, sides, period);
    const overseen = new Set<string | null>([null, ...(await this.conventions.overseenBy(organismId))]);
    const [before = [], after = []] = found.map((runs) => runs.filter((run) => overseen.has(run.place)));
    return {
      threshold,
      attempts,
      present: before.length,
      draft: after.length,
      presentMinutes: before.length * policy.caseReviewMinutes,
      draftMinutes: after.length * policy.caseReviewMinutes,
      appear: without(after, before).slice(0, MOST_SHOWN).map(toView),
      vanish: without(before, after).slice(0, MOST_SHOWN).map(toView),
    };
  }
}

const toView = ({ first }: ReplayedRun) => ({
  at: new Date(first.at).toISOString(),
  userCode:
    first.rule.kind === 'event' || first.rule.groupBy.includes('userCode')
      ? first.observation.userCode
      : null,
  network: first.observation.network,
  sentence: sentenceOf(first),
});
