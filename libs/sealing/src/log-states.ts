import { Injectable } from '@nestjs/common';
import { type Position, ProjectionProgress, StoredLog } from '#event-sourcing';
import { rootOf, unverifiedCheckpoint } from '#transparency';
import { SealedTree } from './read-models/tree/query.ts';
import { SignedHeads } from './signed-heads.ts';

/** What the log was, up to some position: the same for ever, so that whoever keeps it can hold the log of later against it. */
export interface LogState {
  /** Name of the log. */
  readonly origin: string;
  /** Events up to there. */
  readonly size: number;
  /** Root of the tree over them, base64. */
  readonly root: string;
}

const AT_ONCE = 300;

/** What vouches for the log by now. */
export interface NewestSeal extends Omit<LogState, 'origin'> {
  /** Whether it vouches for the position that was asked about, or is of before. */
  readonly covers: boolean;
}

/** What the log was at any of its positions. */
@Injectable()
export class LogStates {
  constructor(
    private readonly log: StoredLog,
    private readonly tree: SealedTree,
    private readonly heads: SignedHeads,
    private readonly progress: ProjectionProgress,
  ) {}

  /** Null before anything was signed, and where the tree does not come as far within `withinMs`. */
  async at(position: Position, withinMs: number): Promise<LogState | null> {
    const newest = await this.heads.newest();
    if (!newest || !(await this.progress.waitFor(['tree'], position, withinMs))) return null;
    const size = await this.sizeAt(position);
    const root = await rootOf(size, this.tree.tiles);
    return { origin: unverifiedCheckpoint(newest.note).origin, size, root: root.toString('base64') };
  }

  /** The newest checkpoint; null before there is one. */
  async newest(position: Position): Promise<NewestSeal | null> {
    const newest = await this.heads.newestCheckpoint();
    if (!newest) return null;
    const { size, root } = newest;
    const isSeen = (await this.progress.positionOf('tree')) >= position;
    return { size, root, covers: isSeen && (await this.sizeAt(position)) <= size };
  }

  /** How many events the log has up to `position`, which the tree has seen. */
  private async sizeAt(position: Position): Promise<number> {
    let { size, position: after } = await this.tree.placeAt(position);
    for (;;) {
      const { events, caughtUp, ...batch } = await this.log.store.readAll({ after, limit: AT_ONCE });
      const before = events.filter((event) => event.position <= position).length;
      size += before;
      if (caughtUp || before < events.length || batch.position >= position) return size;
      after = batch.position;
    }
  }
}
