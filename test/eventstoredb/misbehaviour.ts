import type { Endpoint } from './errors.ts';

export type Method = 'read' | 'append' | 'batchAppend' | 'tombstone' | 'gossip' | 'features';

/**
 * How a subscription ends that the client did not end: without an error, with one of three, or with its
 * connection.
 */
export type Ending = 'completed' | 'unavailable' | 'cancelled' | 'too slow' | 'cut';

/** What happens to an append and its connection: `answer` is lost once it is written, `request` before. */
export type Loss = 'answer' | 'request';

/** What the server does wrong, on demand. Every new one behaves. */
export class Misbehaviour {
  readonly #lateAnswers = new Map<Method, number>();
  readonly #lateWork = new Map<Method, number>();
  #losses: Loss[] = [];
  #refusal: string | undefined;
  #otherLeader: Endpoint | undefined;
  #endings: { after: number; how: Ending }[] = [];

  /** Behaves again; what was already set going takes its course. */
  behave(): void {
    this.#lateAnswers.clear();
    this.#lateWork.clear();
    this.#losses = [];
    this.#refusal = undefined;
    this.#otherLeader = undefined;
    this.#endings = [];
  }

  /** Does at once what is asked, and answers `ms` later; with `read`, the first message comes late. */
  answerLate(method: Method, ms: number): void {
    this.#lateAnswers.set(method, ms);
  }

  /** Does what is asked `ms` later, whether or not the client still waits for it. */
  workLate(method: Method, ms: number): void {
    this.#lateWork.set(method, ms);
  }

  /** Cuts the connection of each of the next appends, before or after it has been written. */
  lose(loss: Loss, times = 1): void {
    this.#losses.push(...Array<Loss>(times).fill(loss));
  }

  /** Every call fails with UNAVAILABLE. */
  refuseCalls(details = 'Server Is Not Ready'): void {
    this.#refusal = details;
  }

  /** Sends every call that wants the leader there, whoever the leader is. */
  nameLeader(endpoint: Endpoint): void {
    this.#otherLeader = endpoint;
  }

  /** Ends each of the next `times` subscriptions once it has delivered `events` events. */
  endSubscriptionsAfter(events: number, how: Ending, times = 1): void {
    for (let n = 0; n < times; n++) this.#endings.push({ after: events, how });
  }

  answerDelay(method: Method): number {
    return this.#lateAnswers.get(method) ?? 0;
  }

  workDelay(method: Method): number {
    return this.#lateWork.get(method) ?? 0;
  }

  nextLoss(): Loss | undefined {
    return this.#losses.shift();
  }

  nextEnding(): { readonly after: number; readonly how: Ending } | undefined {
    return this.#endings.shift();
  }

  get refusal(): string | undefined {
    return this.#refusal;
  }

  get otherLeader(): Endpoint | undefined {
    return this.#otherLeader;
  }
}
