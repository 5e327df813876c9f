/** What followers say of themselves; Nest's `Logger` fits through a line of glue. */
export interface FollowerLog {
  info(message: string): void;
  error(message: string, error: unknown): void;
}

/** What follows the log: the start, the stop and the state that projections and reactors share. */
export abstract class Follower {
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;
  #active = false;

  constructor(
    readonly name: string,
    protected readonly log: FollowerLog,
  ) {}

  /** This process is the one at work; another may be, with this one standing by. */
  get active(): boolean {
    return this.#active;
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
    this.#active = active;
  }

  protected failed(error: unknown): void {
    this.log.error(`${this.name}: failed, will try again`, error);
  }
}
