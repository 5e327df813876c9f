import { categoryOf, type ReadAllOptions } from '../event-store.ts';
import type { RecordedEvent } from '../events.ts';
import { type Position, START } from '../position.ts';
import { DEFAULT_LIMIT, type LogPage, type LogReads, type LogRows } from './log-reads.ts';
import { type EventRow, toPosition } from './rows.ts';

/** So many events of the end of the log are kept, for followers that are that far behind, and read in one look. */
const MOST_KEPT = 5000;

/**
 * Reads on for one follower, which has caught up before; `signals`: how many change signals it knows of. It is behind the tail, and reads by
 * itself, when the answer is null.
 */
export type ReadOn = (options: ReadAllOptions, signals: number) => Promise<LogPage | null>;

interface Kept {
  readonly row: EventRow;
  readonly category: string;
  readonly position: Position;
  event?: RecordedEvent;
}

/**
 * The end of the log, read once for all who follow it: each comes to an event in its own time, and finds it here. Nobody is answered with a
 * look at the log that is older than the change signal that they woke up to, nor twice with the same one.
 */
export class LogTail {
  /** All events behind `begin`, up to `end`. */
  #kept: Kept[] = [];
  #begin = START;
  #end = START;
  #last: Pick<LogRows, 'head' | 'caughtUp' | 'heldBack'> | undefined;
  #looks = 0;
  /** How many change signals had come when the last look began. */
  #signals = -1;
  #looking: Promise<void> | undefined;

  constructor(
    private readonly reads: LogReads,
    /** How many change signals have come. */
    private readonly signals: () => number,
  ) {}

  follower(): ReadOn {
    let seen = 0;
    return async ({ after, categories, limit }, signals) => {
      if (!this.#last) this.#beginAt(after);
      await this.#lookAfter(seen, signals);
      // It has read by itself what was too much for a look.
      if (after > this.#end) {
        this.#beginAt(after);
        await this.#lookAfter(this.#looks, signals);
      }
      seen = this.#looks;
      if (after < this.#begin) return null;
      const page = this.#pageBehind(after, categories, limit);
      // The rest of what the look has found is its next page, without another look.
      if (page.position < this.#end) seen--;
      return page;
    };
  }

  /** Sees to it that the tail comes of another look than `seen`, which began after so many change signals. */
  async #lookAfter(seen: number, signals: number): Promise<void> {
    while (this.#looks <= seen || this.#signals < signals) {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined;
      });
      await this.#looking;
    }
  }

  async #look(): Promise<void> {
    const signals = this.signals();
    const from = this.#end;
    const { rows, position, ...last } = await this.reads.rows({ after: from, limit: MOST_KEPT });
    // Meanwhile it was begun anew, elsewhere.
    if (this.#end !== from) return;
    for (const row of rows) {
      this.#kept.push({ row, category: categoryOf(row.stream), position: toPosition(row) });
    }
    this.#end = position;
    this.#last = last;
    this.#signals = signals;
    this.#looks++;
    if (this.#kept.length > MOST_KEPT) {
      const dropped = this.#kept.splice(0, this.#kept.length - MOST_KEPT);
      this.#begin = dropped.at(-1)!.position;
    }
  }

  #beginAt(position: Position): void {
    this.#kept = [];
    this.#begin = position;
    this.#end = position;
  }

  #pageBehind(
    after: Position,
    categories: readonly string[] | undefined,
    limit: number = DEFAULT_LIMIT,
  ): LogPage {
    const { head, heldBack, caughtUp } = this.#last!;
    const wanted: Kept[] = [];
    let left = false;
    for (let index = this.#firstBehind(after); index < this.#kept.length && !left; index++) {
      const kept = this.#kept[index]!;
      if (categories && !categories.includes(kept.category)) continue;
      if (wanted.length < limit) wanted.push(kept);
      else left = true;
    }
    return {
      events: wanted.map((kept) => {
        kept.event ??= this.reads.toEvent(kept.row);
        return kept.event;
      }),
      position: left ? wanted.at(-1)!.position : this.#end,
      head,
      caughtUp: caughtUp && !left,
      heldBack,
    };
  }

  #firstBehind(after: Position): number {
    let [low, high] = [0, this.#kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#kept[middle]!.position > after) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
