import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling } from '#event-sourcing';
import { deriveId } from '#platform';
import { anomaly, isSettled } from '../domain/anomaly.ts';
import type { Detection } from '../domain/anomaly-events.ts';
import { type Hit, watch } from '../domain/watch.ts';

/** Attempts that a case links to; the journal has the others, and `watch` counts them all. */
const MOST_EVIDENCE = 100;

/** A rule was hit: the hit joins the open case of this rule, code and Caf, or opens one. Repeating it changes nothing. */
export class RecordHit extends Command<void> {
  constructor(
    readonly hit: Hit,
    readonly detection: Detection,
  ) {
    super();
  }
}

@CommandHandler(RecordHit)
export class RecordHitHandler implements ICommandHandler<RecordHit> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ hit, detection }: RecordHit): Promise<void> {
    const { rule, userCode, cafId } = detection;
    const watched = `${rule.id}-${userCode}-${cafId}`;

    // 1. Which case the hit belongs to
    const before = await this.commands.load(watch, watched);
    const settled = before !== null && isSettled(await this.commands.load(anomaly, before.anomalyId));
    const opens = deriveId('anomaly', rule.id, userCode, cafId, hit.attemptId);
    await this.commands.handle(watch, watched, { type: 'PlaceHit', hit, opens, settled });

    // 2. Into that case. A hit that is not the last one placed went there before its successor was placed
    const placed = await this.commands.load(watch, watched);
    if (placed?.attemptId !== hit.attemptId || placed.hits > MOST_EVIDENCE) return;
    await this.commands.handle(anomaly, placed.anomalyId, { type: 'RecordDetection', detection });
  }
}
