/**
 * A question that many ask at the same time, put once for all of them. Whoever asks while it is under way waits for the
 * next one: an answer is never older than the wish for it.
 */
export class SharedQuestion<Answer> {
  #underWay: Promise<Answer> | undefined;
  #next: Promise<Answer> | undefined;

  constructor(private readonly put: () => Promise<Answer>) {}

  /** @throws what `put` throws: so does it to all who asked together */
  ask(): Promise<Answer> {
    this.#next ??= this.afterTheOneUnderWay();
    return this.#next;
  }

  private async afterTheOneUnderWay(): Promise<Answer> {
    await Promise.allSettled([this.#underWay]);
    this.#next = undefined;
    this.#underWay = this.put();
    return this.#underWay;
  }
}
