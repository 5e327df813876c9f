/** What comes of `source`, for who also looks up now and then. A promise that is raced again and again would remember each race. */
export class Turns<T> {
  readonly #source: AsyncIterator<T>;
  #asked: Promise<void> | null = null;
  #came: (() => IteratorResult<T>) | null = null;
  #wake = () => {};

  constructor(source: AsyncIterable<T>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next one if it comes within `ms`, else null. @throws whatever the source does */
  async within(ms: number): Promise<IteratorResult<T> | null> {
    this.#asked ??= this.#source.next().then(
      (result) => this.settle(() => result),
      (error) =>
        this.settle(() => {
          throw error;
        }),
    );
    if (!this.#came) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const came = this.#came;
    if (!came) return null;
    this.#asked = this.#came = null;
    return came();
  }

  /** Resolves once nothing is asked for any more. */
  async ended(): Promise<void> {
    await this.#asked;
  }

  private settle(came: () => IteratorResult<T>): void {
    this.#came = came;
    this.#wake();
  }
}
