import { Agent, request } from 'node:https';
import { type Receiver, ReceiverAway } from './receiver.ts';
import type { SiemRecord } from './records.ts';

const ANSWER_MS = 30_000;

export interface HttpsOptions {
  readonly ca?: string | undefined;
  readonly answerMs?: number;
}

/** A collector that takes lines of JSON by POST: a success (2xx) says that it has them. */
export class HttpsReceiver implements Receiver {
  readonly stretch = { records: 1, ms: 0 };
  readonly address: string;
  readonly #url: URL;
  readonly #agent: Agent;
  readonly #answerMs: number;

  constructor(url: string, { ca, answerMs = ANSWER_MS }: HttpsOptions = {}) {
    this.#url = new URL(url);
    this.address = this.#url.host;
    this.#answerMs = answerMs;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 1, ca });
  }

  async send(records: readonly SiemRecord[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const body = Buffer.from(records.map(({ json }) => `${json}\n`).join(''));
    const status = await this.post(body, signal).catch((error) => {
      signal.throwIfAborted();
      throw ReceiverAway.because(error, this.address);
    });
    if (status < 200 || status > 299) throw new ReceiverAway(`${this.address} answers ${status}`);
  }

  async confirm(): Promise<void> {}

  drop(): void {
    this.#agent.destroy();
  }

  private post(body: Buffer, signal: AbortSignal): Promise<number> {
    const headers = { 'Content-Type': 'application/x-ndjson', 'Content-Length': body.length };
    return new Promise<number>((resolve, reject) => {
      const asked = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        response.on('error', failed);
        response.on('end', () => done(() => resolve(response.statusCode!)));
        response.resume();
      });
      const stop = () => asked.destroy(new ReceiverAway(`${this.address} does not answer`));
      const late = setTimeout(stop, this.#answerMs);
      const done = (settle: () => void) => {
        clearTimeout(late);
        signal.removeEventListener('abort', stop);
        settle();
      };
      const failed = (error: unknown) => done(() => reject(error));
      signal.addEventListener('abort', stop, { once: true });
      asked.on('error', failed);
      asked.end(body);
    });
  }
}
