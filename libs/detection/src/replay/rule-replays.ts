import { Injectable } from '@nestjs/common';
import { RecordedAttempts } from '#connections';
import { ConventionsQuery } from '#conventions';
import { conflict, policy } from '#platform';
import { RuleCases } from '../case-outcomes.ts';
import { isOfCode } from '../domain/rule.ts';
import { sentenceOf } from '../domain/sentence.ts';
import type { RuleReplay } from '../http/rule.view.ts';
import { PresentRules } from '../read-models/detection/present-rules.ts';
import { draftOf } from './drafts.ts';
import { type Period, type ReplayedRun, replay, without } from './replay.ts';

const MOST_SHOWN = 50;

export interface ReplayRequest extends Period {
  readonly name: string;
  readonly threshold: number;
}

@Injectable()
export class RuleReplays {
  #isRunning = false;

  constructor(
    private readonly rules: PresentRules,
    private readonly attempts: RecordedAttempts,
    private readonly conventions: ConventionsQuery,
    private readonly cases: RuleCases,
  ) {}

  /**
   * What the rule would have found with another threshold, beside what it finds with the present one, as far as an organism
   * oversees it. Both look at the same attempts, those of the window before the period included.
   * @throws Refusal rule-not-found, rule-not-replayable, replay-running, threshold-out-of-range, bad-period, period-too-long
   */
  async of({ name, threshold, ...period }: ReplayRequest, organismId: string): Promise<RuleReplay> {
    const { rules, draftRules } = await draftOf(this.rules, name, threshold);
    const sides = [
      { rules, name },
      { rules: draftRules, name },
    ];
    const overseen = new Set<string | null>([null, ...(await this.conventions.overseenBy(organismId))]);
    let attempts = 0;
    const found = await this.alone(() =>
      replay(this.attempts, sides, period, (page) => {
        for (const { organismId } of page) if (overseen.has(organismId)) attempts++;
      }),
    );
    const [before = [], after = []] = found.map((runs) =>
      runs.filter(({ organisms }) => [...organisms].some((organism) => overseen.has(organism))),
    );
    const [appear, vanish] = [without(after, before), without(before, after)];
    const ids = [...shown(appear), ...shown(vanish)].map(({ first }) => first.observation.id);
    const cases = await this.cases.withAttempts(organismId, name, ids);
    return {
      threshold,
      attempts,
      present: before.length,
      draft: after.length,
      presentMinutes: before.length * policy.caseReviewMinutes,
      draftMinutes: after.length * policy.caseReviewMinutes,
      appearing: appear.length,
      vanishing: vanish.length,
      appear: shown(appear).map((run) => toView(run, cases)),
      vanish: shown(vanish).map((run) => toView(run, cases)),
    };
  }

  /** A replay takes much of a process: there is one at a time. @throws Refusal replay-running */
  private async alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isRunning)
      throw conflict('replay-running', 'Une règle est déjà rejouée : réessayez dans un moment.');
    this.#isRunning = true;
    try {
      return await work();
    } finally {
      this.#isRunning = false;
    }
  }
}

const shown = (runs: readonly ReplayedRun[]) => runs.slice(0, MOST_SHOWN);

const toView = ({ first }: ReplayedRun, cases: ReadonlyMap<string, string>) => ({
  at: new Date(first.at).toISOString(),
  userCode: isOfCode(first.rule) ? first.observation.userCode : null,
  network: first.observation.network,
  sentence: sentenceOf(first),
  anomalyId: cases.get(first.observation.id) ?? null,
});
