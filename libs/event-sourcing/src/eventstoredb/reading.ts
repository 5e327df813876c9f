import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { noAnswer } from '#platform';
import type { Connection } from './connection.ts';
import { type Said, saidIn } from './read-response.ts';

/**
 * Everything that the server says in answer to `request`, in order, until `signal` aborts.
 * @throws the client's errors, Error when the server falls silent while it is waited for
 */
export async function* read(
  connection: Connection,
  request: ReadReq,
  signal?: AbortSignal,
): AsyncGenerator<Said, void, void> {
  const { callArguments, silenceMs } = connection;
  const node = await connection.node();
  const call = node.read(request, ...callArguments);
  // Stays: an error that comes after the end would end the process.
  call.on('error', () => {});
  const cancel = () => call.cancel();
  signal?.addEventListener('abort', cancel);
  let waiting = true;
  const silence = setInterval(() => waiting && call.destroy(noAnswer(silenceMs)), silenceMs);
  try {
    for await (const response of call as AsyncIterable<ReadResp>) {
      waiting = false;
      yield saidIn(response);
      waiting = true;
      silence.refresh();
    }
  } catch (failure) {
    throw await connection.failed(node, failure);
  } finally {
    clearInterval(silence);
    signal?.removeEventListener('abort', cancel);
    cancel();
  }
}
