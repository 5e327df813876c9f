import type { Instant } from '#platform';

/** What followers say of themselves; Nest's `Logger` fits through a line of glue. */
export interface FollowerLog {
  info(message: string): void;
  error(message: string, error: unknown): void;
}

/** `failing`: over and over, until it has worked again or another process has taken the work. */
export type FollowerState = 'starting' | 'active' | 'standby' | 'failing';

const OVER_AND_OVER = 3;

/** What follows the log: the start, the stop and the state that projections and reactors share. */
export abstract class Follower {
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;
  #state: Exclude<FollowerState, 'failing'> = 'starting';
  #failures = 0;
  #failedFirst: Instant | null = null;

  constructor(
    readonly name: string,
    protected readonly log: FollowerLog,
  ) {}

  /** This process is the one at work; another may be, with this one standing by. */
  get active(): boolean {
    return this.#state === 'active';
  }

  get state(): FollowerState {
    return this.failingSince ? 'failing' : this.#state;
  }

  /** The first of the failures in a row; null unless it fails over and over. */
  get failingSince(): Instant | null {
    return this.#failures < OVER_AND_OVER ? null : this.#failedFirst;
  }

  start(): void {
    this.#running ??= this.run(this.#stopped.signal);
  }

  /** Resolves when the batch under way is done. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  /** Works until `signal` aborts. */
  protected abstract run(signal: AbortSignal): Promise<void>;

  protected activated(active: boolean): void {
    this.#state = active ? 'active' : 'starting';
  }

  protected standingBy(): void {
    this.#state = 'standby';
    this.worked();
  }

  /** What failed before is over. */
  protected worked(): void {
    this.#failures = 0;
    this.#failedFirst = null;
  }

  protected failed(error: unknown): void {
    this.#state = 'starting';
    this.#failures++;
    this.#failedFirst ??= new Date().toISOString();
    this.log.error(`${this.name}: failed, will try again`, error);
  }
}
