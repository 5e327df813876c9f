import { Injectable } from '@nestjs/common';
import { RecordedAttempts } from '#connections';
import { ConventionsQuery } from '#conventions';
import { type CalendarDate, daysBetween, endOfDay, invalid, plusMs, policy, startOfDay } from '#platform';
import { sentenceOf } from '../domain/sentence.ts';
import type { RuleReplay } from '../http/rule.view.ts';
import { PresentRules } from '../read-models/detection/present-rules.ts';
import { draftOf, mustBeReplayable } from './drafts.ts';
import { Replay, type ReplayedRun, without } from './replay.ts';

const MOST_DAYS = 400;
const MOST_SHOWN = 50;

export interface ReplayRequest {
  readonly name: string;
  readonly threshold: number;
  /** Days in Paris, both whole. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
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
  async of({ name, threshold, from, to }: ReplayRequest, organismId: string): Promise<RuleReplay> {
    if (from > to) throw invalid('bad-period', 'Le début de la période est postérieur à sa fin.');
    if (daysBetween(from, to) >= MOST_DAYS) {
      throw invalid('period-too-long', `La période ne peut pas dépasser ${MOST_DAYS} jours.`);
    }
    const drafted = await draftOf(this.rules, name, threshold);
    mustBeReplayable(drafted);
    const { present, draft, rules, draftRules } = drafted;
    const begins = Date.parse(startOfDay(from));
    const replays = [
      new Replay(rules, present.name, begins),
      new Replay(draftRules, draft.name, begins),
    ] as const;
    const leadIn = 'timespan' in present ? present.timespan.ms : 0;
    let attempts = 0;
    for await (const page of this.attempts.between(plusMs(startOfDay(from), -leadIn), endOfDay(to))) {
      attempts += page.length;
      for (const replay of replays) replay.observe(page);
    }
    const overseen = new Set<string | null>([null, ...(await this.conventions.overseenBy(organismId))]);
    const [before, after] = replays.map(({ runs }) => runs.filter((run) => overseen.has(run.place))) as [
      ReplayedRun[],
      ReplayedRun[],
    ];
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
