import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling } from '#event-sourcing';
import { deriveId } from '#platform';
import { anomaly, isSettled } from '../domain/anomaly.ts';
import type { Detection } from '../domain/anomaly-events.ts';
import { type HitPlaced, type Hits, placement } from '../domain/placement.ts';

/**
 * A rule was hit: the hits join the open case of this rule, code or network, and Caf, or open one. Repeating it changes nothing.
 * They come in the order of the log, at least one, and no quiet hour is between them.
 */
export class RecordHits extends Command<void> {
  constructor(
    readonly hits: readonly Omit<Hits, 'opens'>[],
    readonly detection: Detection,
  ) {
    super();
  }
}

@CommandHandler(RecordHits)
export class RecordHitsHandler implements ICommandHandler<RecordHits> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ hits, detection }: RecordHits): Promise<void> {
    const { rule, cafId, gestionnaire } = detection;
    const subject = subjectOf(detection);
    const id = `${rule.id}-${subject}-${cafId}`;

    // 1. Which case they belong to
    const before = await this.commands.load(placement, id);
    const settled = before !== null && (await this.isOver(before));
    const opening = hits.map((some) => ({
      ...some,
      opens: deriveId('anomaly', rule.id, subject, cafId, some.id),
    }));
    const gestionnaireId = gestionnaire?.id ?? null;
    const placing = { type: 'PlaceHits', hits: opening, gestionnaireId, settled } as const;
    const { events } = await this.commands.handle(placement, id, placing);

    // 2. Into that case. Hits that are not the last placed went there before their successors were placed
    const placed = events[0]?.data ?? (await this.commands.load(placement, id));
    if (!placed || placed.hitsId !== hits.at(-1)?.id) return;
    const whose = placed.gestionnaireId === null ? { ...detection, gestionnaire: null } : detection;
    await this.commands.handle(anomaly, placed.anomalyId, { type: 'RecordDetection', detection: whose });
  }

  /** Also where the log is older than the answer to whose the case is. */
  private async isOver({ anomalyId, gestionnaireId }: HitPlaced['data']): Promise<boolean> {
    return gestionnaireId === undefined || isSettled(await this.commands.load(anomaly, anomalyId));
  }
}

/** The names of streams are kept for ever: an address, which says where somebody was, is not in them. */
const subjectOf = ({ userCode, network }: Detection): string =>
  userCode ?? deriveId('network', network ?? '');
