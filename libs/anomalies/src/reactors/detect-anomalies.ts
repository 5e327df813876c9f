import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { ConnectionsEvent } from '#connections';
import { EventStore, type Reactor, type RecordedEvent } from '#event-sourcing';
import { holidayCalendarOf } from '#platform';
import { RecordHit } from '../commands/record-hit.ts';
import { type Attempt, hitOf, isWithin, lookBackMinutes, selects } from '../domain/detection.ts';
import { type Rule, referenceTo, rules } from '../domain/rules.ts';
import { sentenceOf } from '../domain/sentence.ts';
import { Partners } from './partners.ts';

type LoginAttempted = RecordedEvent<Extract<ConnectionsEvent, { type: 'LoginAttempted' }>>;

const PAGE = 50;
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
    const partner = await this.partners.find(organism.id, event.position);
    if (!partner) return;

    const calendar = holidayCalendarOf(partner.cafId);
    for (const { rule, reference } of concerned) {
      const evidence = hitOf(rule, await this.windowOf(rule, event), calendar);
      if (!evidence) continue;
      const at = event.metadata.occurredAt;
      await this.commands.execute(
        new RecordHit(
          { attemptId: event.id, revision: event.revision, at },
          {
            rule: reference,
            severity: rule.severity,
            article: rule.article,
            sentence: sentenceOf(rule, userCode, evidence, calendar),
            userCode,
            gestionnaire: partner.gestionnaire,
            cafId: partner.cafId,
            detectedAt: at,
            evidence,
          },
        ),
      );
    }
  }

  /** The attempts that the rule looks at from this one, itself last. */
  private async windowOf(rule: Rule, event: LoginAttempted): Promise<Attempt[]> {
    const minutes = lookBackMinutes(rule);
    const attempts = [toAttempt(event)];
    for (let from = event.revision - 1; minutes > 0 && from >= 0; from -= PAGE) {
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

const toAttempt = ({ id, data, metadata }: LoginAttempted): Attempt => ({
  attemptId: id,
  at: metadata.occurredAt,
  outcome: data.outcome,
  address: data.address,
});
