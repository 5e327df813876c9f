import type { Receiver } from './receiver.ts';
import type { SiemRecord } from './records.ts';

/** What was sent and is not confirmed yet. */
export class Stretch {
  #records = 0;
  #since = 0;

  constructor(
    private readonly receiver: Receiver,
    private readonly signal: AbortSignal,
  ) {}

  /** It is to be confirmed, or nothing is. */
  get isOver(): boolean {
    const { records, ms } = this.receiver.stretch;
    return this.#records === 0 || this.#records >= records || performance.now() - this.#since >= ms;
  }

  async send(records: readonly SiemRecord[]): Promise<void> {
    if (records.length === 0) return;
    if (this.#records === 0) this.#since = performance.now();
    this.#records += records.length;
    await this.receiver.send(records, this.signal);
  }

  /** Answers whether there was anything to confirm. */
  async confirm(): Promise<boolean> {
    if (this.#records === 0) return false;
    await this.receiver.confirm(this.signal);
    this.#records = 0;
    return true;
  }
}
