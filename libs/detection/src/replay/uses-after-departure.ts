import { Injectable } from '@nestjs/common';
import { RecordedAttempts } from '#connections';
import type { Position } from '#event-sourcing';
import { type CalendarDate, endOfDay, type Instant } from '#platform';
import { Engine } from '../domain/engine.ts';
import type { Observation } from '../domain/observation.ts';
import { hitRunOf } from '../read-models/detection/hit-row.ts';
import { observationOfAttempt } from '../read-models/detection/observe.ts';
import { PresentRules } from '../read-models/detection/present-rules.ts';
import type { HitRun } from '../read-models/detection/query.ts';

const RULE = 'use-after-departure';
/** Uses that a case can have as evidence: the journal has the others. */
const MOST = 250;

/** Whoever has a code has left, or is away, since the end of a day. */
export interface DeclaredDeparture {
  /** Of the event that says so, and its place in the log. */
  readonly id: string;
  readonly position: Position;
  readonly userCode: string;
  readonly lastDay: CalendarDate;
  readonly declaredAt: Instant;
}

/**
 * What a code did between the last day of its holder and the declaration of it (R20). Rules follow the log, where the declaration
 * comes behind: so it is looked at once more, in the order in which it happened.
 */
@Injectable()
export class UsesAfterDeparture {
  constructor(
    private readonly rules: PresentRules,
    private readonly recorded: RecordedAttempts,
  ) {}

  /** All of them as one run, whatever time lies between; null where there are none, or the rule is retired. */
  async of({ id, position, userCode, lastDay, declaredAt }: DeclaredDeparture): Promise<HitRun | null> {
    const left = endOfDay(lastDay);
    const uses = await this.recorded.usesOf(userCode, left, declaredAt, MOST);
    if (uses.length === 0) return null;
    const engine = new Engine(await this.rules.active());
    engine.observe(departureOf(id, userCode, Date.parse(left) - 1));
    const hits = uses
      .flatMap((use) => engine.observe(observationOfAttempt(use)))
      .filter(({ rule }) => rule.name === RULE);
    const [first, last] = [hits[0], hits.at(-1)];
    if (!first || !last) return null;
    const sequel = hits.slice(1).reduce((sum, { observation }) => sum + observation.count, 0);
    const evidence = hits.map(({ observation }) => observation.id);
    return hitRunOf({
      // The declaration is no attempt.
      first: { ...first, evidence: evidence.slice(0, 1) },
      evidence,
      lastAt: last.at,
      hits: hits.length,
      sequel,
      place: { position, seen: id },
    });
  }
}

const departureOf = (id: string, userCode: string, at: number): Observation => ({
  id,
  category: 'departure',
  at,
  count: 1,
  outcome: null,
  userCode,
  identifier: null,
  network: null,
  userAgent: null,
  country: null,
  sessionId: null,
  factors: null,
});
