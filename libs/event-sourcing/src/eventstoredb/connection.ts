import { convertToCommandError, type EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { inTime, noAnswer } from '#platform';

type CallArguments = Required<Parameters<StreamsClient['batchAppend']>>;

/** What the client (6.2.1) keeps to itself of how it makes calls. */
interface Internals {
  readonly capabilities: Promise<{ readonly serverVersion: string }>;
  getGRPCClient(service: typeof StreamsClient, name: string): Promise<StreamsClient>;
  handleError(node: StreamsClient, error: Error): Promise<void>;
  callArguments(
    options: { readonly requiresLeader: boolean },
    call: { readonly deadline: number },
  ): CallArguments;
}

/**
 * The client's connection, for calls that are better made without it: it finds the node to ask, and knows the
 * credentials. Only the leader is asked.
 */
export class Connection {
  readonly #client: Internals;

  /** `silenceMs`: who does not answer for so long is gone. */
  constructor(
    client: EventStoreDBClient,
    readonly silenceMs: number,
  ) {
    this.#client = client as unknown as Internals;
    // The client does not wait for its own uses of it: a search for a node that fails would end the process.
    const { handleError } = this.#client;
    this.#client.handleError = (node, error) => handleError(node, error).catch(() => {});
  }

  /**
   * The node that is asked now.
   * @throws Error when none is found, or none in time
   */
  node(): Promise<StreamsClient> {
    return inTime(this.#client.getGRPCClient(StreamsClient, 'call'), this.silenceMs);
  }

  /**
   * What a call to a node that says nothing fails with. The node is to blame: one that hangs, or that the network has lost, would
   * otherwise be asked for as long as the connection stands.
   */
  silence(): Error {
    return new UnavailableError(undefined, noAnswer(this.silenceMs).message);
  }

  /** What a call to `node` has failed with, as one of the client's errors. Where the node is to blame, the next one asked is another. */
  async failed(node: StreamsClient, failure: unknown): Promise<Error> {
    const error = convertToCommandError(failure as Error) as Error;
    // It may wait for a search that is going on, and fail with it; the next call will say so.
    await inTime(this.#client.handleError(node, error), this.silenceMs).catch(() => {});
    return error;
  }

  /**
   * `24.10.0`; `unknown` from a server that cannot tell it.
   * @throws the client's errors, Error when there is no answer in time
   */
  async serverVersion(): Promise<string> {
    return (await inTime(this.#client.capabilities, this.silenceMs)).serverVersion;
  }

  /** What every call is sent with; it may take as long as it likes. */
  get callArguments(): CallArguments {
    return this.#client.callArguments({ requiresLeader: true }, { deadline: Infinity });
  }
}
