import { UnavailableError } from '@eventstore/db-client';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { inTime } from '#platform';
import type { AppendRequest } from './batch-append.ts';
import type { Connection } from './connection.ts';

/** How many calls stay open with nothing to carry. */
const MOST_IDLE = 16;

/**
 * Appends through a pool of calls that stay open (`BatchAppend`), one append at a time in each. The client's own appends
 * share one such call, and one list of who waits in the whole process: there, one failure rejects unrelated appends, the
 * answers to these then end the process, and one that never comes is waited for without end. Here an append that fails
 * takes its call with it, and no other.
 */
export class AppendCalls {
  readonly #open = new Set<AppendCall>();
  readonly #idle: AppendCall[] = [];

  constructor(private readonly connection: Connection) {}

  /**
   * What `read` makes of the server's answer.
   * @throws what `read` throws; else an error of the client's, or Error when there is no answer in time: whether the
   * append was made is then unknown
   */
  async append<Answer>(request: AppendRequest, read: (answer: BatchAppendResp) => Answer): Promise<Answer> {
    const node = await this.connection.node();
    try {
      return read(await this.carry(request, node));
    } catch (failure) {
      throw await this.connection.failed(node, failure);
    }
  }

  close(): void {
    for (const call of this.#open) call.close();
  }

  private async carry(request: AppendRequest, node: StreamsClient): Promise<BatchAppendResp> {
    const call = this.take(node);
    try {
      const { connection } = this;
      const answer = await inTime(call.carry(request), connection.silenceMs, () => connection.silence());
      if (this.#idle.length < MOST_IDLE) this.#idle.push(call);
      else call.close();
      return answer;
    } catch (error) {
      call.close();
      throw error;
    }
  }

  private take(node: StreamsClient): AppendCall {
    for (let call = this.#idle.pop(); call; call = this.#idle.pop()) {
      if (call.node === node && call.isOpen) return call;
      call.close();
    }
    const stream = node.batchAppend(...this.connection.callArguments);
    const call: AppendCall = new AppendCall(node, stream, () => this.#open.delete(call));
    this.#open.add(call);
    return call;
  }
}

type Stream = ReturnType<StreamsClient['batchAppend']>;

interface Waiting {
  readonly id: string;
  resolve(answer: BatchAppendResp): void;
  reject(error: Error): void;
}

class AppendCall {
  #waiting: Waiting | undefined;
  #isOpen = true;

  constructor(
    readonly node: StreamsClient,
    private readonly stream: Stream,
    private readonly onEnd: () => void,
  ) {
    stream.on('data', (answer: BatchAppendResp) => {
      if (answer.getCorrelationId()?.getString() === this.#waiting?.id) this.#waiting?.resolve(answer);
    });
    // Stays: an error that comes after the end would end the process.
    stream.on('error', (error) => this.#end(error));
    stream.on('end', () => this.#end(new UnavailableError(undefined, 'The server has ended the call')));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  carry({ id, messages }: AppendRequest): Promise<BatchAppendResp> {
    return new Promise((resolve, reject) => {
      this.#waiting = { id, resolve, reject };
      for (const message of messages) this.stream.write(message);
    });
  }

  close(): void {
    this.stream.cancel();
  }

  #end(error: Error): void {
    this.#isOpen = false;
    this.onEnd();
    this.#waiting?.reject(error);
  }
}
