import { setTimeout as delay } from 'node:timers/promises';
import { type Database, type Instant, keepRunningExclusively } from '#platform';
import { CannotTakeIn } from './cannot-take-in.ts';
import { AheadOfLog } from './projections/checkpoints.ts';
import type { Projection } from './projections/projection.ts';

/** What followers say of themselves; Nest's `Logger` fits through a line of glue. */
export interface FollowerLog {
  info(message: string): void;
  error(message: string, error: unknown): void;
}

/**
 * `waiting`: for read models that are not up to date yet. `failing`: over and over, until it has worked again or another
 * process has taken the work.
 */
export const FOLLOWER_STATES = ['starting', 'active', 'waiting', 'standby', 'failing'] as const;
export type FollowerState = (typeof FOLLOWER_STATES)[number];

/** A `stream` tells what is outside of Greffe: nobody here waits for it. */
export type FollowerKind = 'projection' | 'reactor' | 'stream';

const OVER_AND_OVER = 3;

/** What follows the log in one process at a time: the life that projections, reactors and streams share. */
export abstract class Follower {
  readonly name: string;
  /** The streams it follows; all of them when undefined. */
  readonly categories: readonly string[] | undefined;
  /** How long it is left alone each time; 0 when it goes on at once. */
  readonly restMs: number;
  readonly #stopped = new AbortController();
  #resting: AbortController | undefined;
  #running: Promise<void> | undefined;
  #state: Exclude<FollowerState, 'waiting' | 'failing'> = 'starting';
  #waiting: { readonly since: Instant; readonly reason: string } | null = null;
  #failures = 0;
  #failedFirst: Instant | null = null;
  #failedLast: unknown;

  constructor(
    readonly kind: FollowerKind,
    { name, categories, restMs }: Pick<Projection, 'name' | 'categories' | 'restMs'>,
    protected readonly database: Database,
    protected readonly log: FollowerLog,
  ) {
    this.name = name;
    this.categories = categories;
    this.restMs = restMs ?? 0;
  }

  get state(): FollowerState {
    if (this.failingSince) return 'failing';
    return this.#waiting ? 'waiting' : this.#state;
  }

  /** What it waits for, and since when; null when it does not. */
  get waiting() {
    return this.#waiting;
  }

  /** The first of the failures in a row; null unless it fails over and over. */
  get failingSince(): Instant | null {
    return this.#failures < OVER_AND_OVER ? null : this.#failedFirst;
  }

  /** Why, in words that hold nothing of an event's content; null unless it fails over and over. */
  get failingBecause(): string | null {
    if (this.failingSince === null) return null;
    const failure = this.#failedLast;
    const isTold = failure instanceof CannotTakeIn || failure instanceof AheadOfLog;
    return isTold ? failure.message : 'fails over and over';
  }

  start(): void {
    this.#running ??= keepRunningExclusively(
      this.database,
      `${this.kind}:${this.name}`,
      (signal) => this.follow(signal),
      {
        signal: this.#stopped.signal,
        onError: (error) => this.#failed(error),
        onActive: (active) => {
          this.#state = active ? 'active' : 'starting';
        },
        onStandby: () => {
          this.#state = 'standby';
          this.worked();
        },
      },
    );
  }

  /** Resolves when the batch under way is done. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  /** Ends the rest that it takes: somebody waits for it. */
  wake(): void {
    this.#resting?.abort();
  }

  /**
   * Works until `signal` aborts. Another process may have begun by then: what moves the checkpoint from where it no longer is, is
   * refused.
   */
  protected abstract follow(signal: AbortSignal): Promise<void>;

  /** What failed or was waited for before is over. */
  protected worked(): void {
    this.#failures = 0;
    this.#failedFirst = null;
    this.#waiting = null;
  }

  /** Resolves when it goes on. */
  protected async rest(signal: AbortSignal): Promise<void> {
    if (this.restMs === 0 || signal.aborted) return;
    const resting = new AbortController();
    this.#resting = resting;
    const end = () => resting.abort();
    signal.addEventListener('abort', end);
    await delay(this.restMs, undefined, { signal: resting.signal }).catch(() => {});
    signal.removeEventListener('abort', end);
  }

  /** It can do nothing yet, and `reason` says why: nothing has failed. */
  protected waits(reason: string): void {
    if (this.#waiting?.reason === reason) return;
    this.worked();
    this.#waiting = { since: new Date().toISOString(), reason };
    this.log.info(`${this.name}: ${reason}`);
  }

  #failed(error: unknown): void {
    this.#state = 'starting';
    this.#waiting = null;
    this.#failures++;
    this.#failedFirst ??= new Date().toISOString();
    this.#failedLast = error;
    this.log.error(`${this.name}: failed, will try again`, error);
  }
}
