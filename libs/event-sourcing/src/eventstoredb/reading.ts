import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientReadableStream } from '@grpc/grpc-js';
import type { Connection } from './connection.ts';
import { type Said, saidIn } from './read-response.ts';

/**
 * Everything that the server says in answer to `request`, in order, until `signal` aborts: each time as much as has come.
 * @throws the client's errors, Error when the server falls silent while it is waited for
 */
export async function* read(
  connection: Connection,
  request: ReadReq,
  signal?: AbortSignal,
): AsyncGenerator<Said[], void, void> {
  const { callArguments, silenceMs } = connection;
  const node = await connection.node();
  const { path, requestSerialize } = StreamsService.read;
  const call = node.makeServerStreamRequest(path, requestSerialize, saidIn, request, ...callArguments);
  let changed = () => {};
  for (const change of ['readable', 'end', 'close']) call.on(change, () => changed());
  let failed: Error | undefined;
  call.on('error', (error) => {
    failed ??= error;
    changed();
  });
  const cancel = () => call.cancel();
  signal?.addEventListener('abort', cancel);
  let waiting = true;
  const silence = setInterval(() => waiting && call.destroy(connection.silence()), silenceMs);
  try {
    for (;;) {
      const said = arrivedIn(call);
      if (said.length > 0) {
        waiting = false;
        yield said;
        waiting = true;
        silence.refresh();
      } else if (failed) throw failed;
      else if (call.readableEnded || call.destroyed) return;
      else await new Promise<void>((resolve) => (changed = resolve));
    }
  } catch (failure) {
    throw await connection.failed(node, failure);
  } finally {
    clearInterval(silence);
    signal?.removeEventListener('abort', cancel);
    cancel();
  }
}

function arrivedIn(call: ClientReadableStream<Said>): Said[] {
  const arrived: Said[] = [];
  for (let said = call.read(); said !== null; said = call.read()) arrived.push(said);
  return arrived;
}
