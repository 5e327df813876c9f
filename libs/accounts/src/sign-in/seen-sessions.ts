/** More than one portal has open. */
const MOST = 10_000;

/** Sessions that the log was asked about, of which it tells: the latest that were met. */
export class SeenSessions {
  readonly #ids = new Set<string>();

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#ids.add(id);
    if (this.#ids.size <= MOST) return;
    const [oldest] = this.#ids;
    this.#ids.delete(oldest!);
  }

  forget(id: string): void {
    this.#ids.delete(id);
  }
}
