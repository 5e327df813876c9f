import { once } from 'node:events';
import type { ReadCall } from './reading.ts';

/** The way to the client of a `Read`, which may be narrow: nothing is written on while it is full. */
export class Outlet {
  readonly #call: ReadCall;
  readonly #closed = new AbortController();
  #full = false;

  constructor(call: ReadCall) {
    this.#call = call;
    const close = () => this.#closed.abort();
    call.once('cancelled', close);
    call.once('error', close);
    call.once('close', close);
  }

  /** The client has gone, or the call has ended. */
  get isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  get isFull(): boolean {
    return this.#full;
  }

  /** Aborts when the call ends. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Ends the call, without an error: nothing more is written. */
  end(): void {
    this.#closed.abort();
    this.#call.end();
  }

  /** Whether there is room for more. */
  write(message: Buffer): boolean {
    if (this.isClosed) return true;
    this.#full = !this.#call.write(message);
    return !this.#full;
  }

  async drained(): Promise<void> {
    try {
      await once(this.#call, 'drain', { signal: this.#closed.signal });
    } catch {
      // It was closed meanwhile.
    }
    this.#full = false;
  }

  async send(message: Buffer): Promise<void> {
    if (!this.write(message)) await this.drained();
  }
}
