import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { ConnectionsEvent } from '#connections';
import type { Partnership } from '#conventions';
import { EventStore, type Reactor, type RecordedEvent } from '#event-sourcing';
import { holidayCalendarOf } from '#platform';
import { RecordHit } from '../commands/record-hit.ts';
import type { Detection } from '../domain/anomaly-events.ts';
import { type Attempt, hitOf, isWithin, lookBackMinutes, selects } from '../domain/detection.ts';
import { type Rule, type RuleReference, referenceTo, rules } from '../domain/rules.ts';
import { sentenceOf } from '../domain/sentence.ts';
import { Partners } from './partners.ts';

type LoginAttempted = RecordedEvent<Extract<ConnectionsEvent, { type: 'LoginAttempted' }>>;

const PAGE = 50;
/** Far more than any rule counts to: whoever floods a code does not make each attempt dearer than the one before. */
const MOST_LOOKED_AT = 200;
const RULES = rules.map((rule) => ({ rule, reference: referenceTo(rule) }));

/**
 * Tries every rule on every attempt. It keeps nothing: a window is read back from the stream of the code, ending with
 * the very attempt, and so slides exactly; a stream has an order, so that equal times are no question.
 */
@Injectable()
export class DetectAnomalies implements Reactor<ConnectionsEvent> {
  readonly name = 'detect-anomalies';
  readonly categories = ['connections'];

  constructor(
    private readonly store: EventStore,
    private readonly commands: CommandBus,
    private readonly partners: Partners,
  ) {}

  async react(event: RecordedEvent<ConnectionsEvent>): Promise<void> {
    if (event.type !== 'LoginAttempted') return;
    const { userCode, organism } = event.data;
    if (userCode === null || organism === null) return;
    const concerned = RULES.filter(({ rule }) => selects(rule, event.data));
    if (concerned.length === 0) return;
    const tried = { userCode, organismId: organism.id, at: event.metadata.occurredAt };
    for (const { rule, reference } of concerned) {
      const attempts = await this.windowOf(rule, event);
      // The calendar with the most holidays: what is no hit by it is none for any Caf, so whose it is need not be asked.
      if (!hitOf(rule, attempts, 'alsace-moselle')) continue;
      for (const partnership of await this.partners.concernedBy(tried, event.position)) {
        const detection = detectionOf(rule, reference, attempts, userCode, partnership);
        if (!detection) continue;
        const hit = { attemptId: event.id, revision: event.revision, at: tried.at, count: event.data.count };
        await this.commands.execute(new RecordHit(hit, detection));
      }
    }
  }

  /** The attempts that the rule looks at from this one, itself last. */
  private async windowOf(rule: Rule, event: LoginAttempted): Promise<Attempt[]> {
    const minutes = lookBackMinutes(rule);
    const attempts = [toAttempt(event)];
    const oldest = Math.max(0, event.revision - MOST_LOOKED_AT);
    for (let from = event.revision - 1; minutes > 0 && from >= oldest; from -= PAGE) {
      const page = (await this.store.readStream(event.stream, {
        direction: 'backwards',
        from,
        limit: PAGE,
      })) as RecordedEvent<ConnectionsEvent>[];
      for (const past of page) {
        if (past.type !== 'LoginAttempted') continue;
        if (!isWithin(minutes, past.metadata.occurredAt, event.metadata.occurredAt))
          return attempts.reverse();
        attempts.push(toAttempt(past));
      }
    }
    return attempts.reverse();
  }
}

/** What the rule finds in the last of these attempts, by the calendar of the Caf; null for no hit. */
function detectionOf(
  rule: Rule,
  reference: RuleReference,
  attempts: readonly Attempt[],
  userCode: string,
  { gestionnaire, caf }: Partnership,
): Detection | null {
  const calendar = holidayCalendarOf(caf.id);
  const evidence = hitOf(rule, attempts, calendar);
  if (!evidence) return null;
  return {
    rule: reference,
    severity: rule.severity,
    article: rule.article,
    sentence: sentenceOf(rule, userCode, evidence, calendar),
    userCode,
    gestionnaire,
    cafId: caf.id,
    detectedAt: attempts.at(-1)!.at,
    evidence,
  };
}

const toAttempt = ({ id, data, metadata }: LoginAttempted): Attempt => ({
  attemptId: id,
  at: metadata.occurredAt,
  outcome: data.outcome,
  address: data.address,
  count: data.count,
});
