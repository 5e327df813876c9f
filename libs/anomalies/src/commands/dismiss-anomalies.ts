import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { later, type Position, START } from '#event-sourcing';
import { deriveId, executionContext, Refusal, runAs } from '#platform';
import { DismissAnomaly } from './dismiss-anomaly.ts';
import type { GivenRefusal } from './given-refusal.ts';

/** What became of one of several dismissals. */
export interface Dismissal {
  readonly id: string;
  /** Null when it was done. */
  readonly refusal: GivenRefusal | null;
}

export interface Dismissals {
  readonly position: Position;
  /** In the order in which they were asked for, each once. */
  readonly results: readonly Dismissal[];
}

/** Several anomalies are dismissed for one reason. Each is decided by itself: one that is refused keeps no other. */
export class DismissAnomalies extends Command<Dismissals> {
  constructor(
    readonly anomalyIds: readonly string[],
    readonly reason: string,
  ) {
    super();
  }
}

/** Each under a command id of its own: repeated after an interruption, those that were done answer as they did, the others are done. */
@CommandHandler(DismissAnomalies)
export class DismissAnomaliesHandler implements ICommandHandler<DismissAnomalies> {
  constructor(private readonly commands: CommandBus) {}

  async execute({ anomalyIds, reason }: DismissAnomalies): Promise<Dismissals> {
    const { actor, commandId, correlationId, causationId } = executionContext();
    let position: Position = START;
    const results: Dismissal[] = [];
    for (const id of new Set(anomalyIds)) {
      const context = { commandId: deriveId(commandId, 'dismissal', id), correlationId, causationId };
      try {
        const done = await runAs(actor, () => this.commands.execute(new DismissAnomaly(id, reason)), context);
        position = later(done.position, position);
        results.push({ id, refusal: null });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        results.push({ id, refusal: { code: error.code, message: error.message } });
      }
    }
    return { position, results };
  }
}
