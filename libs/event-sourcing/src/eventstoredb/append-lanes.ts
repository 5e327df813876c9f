import { UnavailableError } from '@eventstore/db-client';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { inTime } from '#platform';
import type { AppendRequest } from './batch-append.ts';
import type { Connection } from './connection.ts';

/** How many lanes stay open with nothing to carry. */
const MOST_IDLE = 16;

/**
 * Appends through calls that stay open (`BatchAppend`), one append at a time in each. The client's own appends share
 * one such call, and one list of who waits in the whole process: there, one failure rejects unrelated appends, the answers to
 * these then end the process, and one that never comes is waited for without end. Here an append that fails takes
 * its lane with it, and no other.
 */
export class AppendLanes {
  readonly #open = new Set<Lane>();
  readonly #idle: Lane[] = [];

  constructor(private readonly connection: Connection) {}

  /**
   * What `read` makes of the server's answer.
   * @throws what `read` throws; else an error of the client's, or Error when there is no answer in time: whether the
   * append was made is then unknown
   */
  append<Answer>(request: AppendRequest, read: (answer: BatchAppendResp) => Answer): Promise<Answer> {
    return this.connection.call(async (node) => read(await this.carry(request, node)));
  }

  close(): void {
    for (const lane of this.#open) lane.close();
  }

  private async carry(request: AppendRequest, node: StreamsClient): Promise<BatchAppendResp> {
    const lane = this.take(node);
    try {
      const answer = await inTime(lane.carry(request), this.connection.silenceMs);
      if (this.#idle.length < MOST_IDLE) this.#idle.push(lane);
      else lane.close();
      return answer;
    } catch (error) {
      lane.close();
      throw error;
    }
  }

  private take(node: StreamsClient): Lane {
    for (let lane = this.#idle.pop(); lane; lane = this.#idle.pop()) {
      if (lane.node === node && lane.isOpen) return lane;
      lane.close();
    }
    const call = node.batchAppend(...this.connection.callArguments);
    const lane: Lane = new Lane(node, call, () => this.#open.delete(lane));
    this.#open.add(lane);
    return lane;
  }
}

type Call = ReturnType<StreamsClient['batchAppend']>;

interface Waiting {
  readonly id: string;
  resolve(answer: BatchAppendResp): void;
  reject(error: Error): void;
}

class Lane {
  #waiting: Waiting | undefined;
  #isOpen = true;

  constructor(
    readonly node: StreamsClient,
    private readonly call: Call,
    private readonly onEnd: () => void,
  ) {
    call.on('data', (answer: BatchAppendResp) => {
      if (answer.getCorrelationId()?.getString() === this.#waiting?.id) this.#waiting?.resolve(answer);
    });
    // Stays: an error that comes after the end would end the process.
    call.on('error', (error) => this.#end(error));
    call.on('end', () => this.#end(new UnavailableError(undefined, 'The server has ended the call')));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  carry({ id, messages }: AppendRequest): Promise<BatchAppendResp> {
    return new Promise((resolve, reject) => {
      this.#waiting = { id, resolve, reject };
      for (const message of messages) this.call.write(message);
    });
  }

  close(): void {
    this.call.cancel();
  }

  #end(error: Error): void {
    this.#isOpen = false;
    this.onEnd();
    this.#waiting?.reject(error);
  }
}
