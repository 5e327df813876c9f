import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { noAnswer } from '#platform';
import type { Connection } from './connection.ts';
import { type Said, saidIn } from './read-response.ts';

/**
 * Shows `take` everything that the server says in answer to `request`, in order, until it has enough (answers true)
 * or the server has said all. Answers whether it had enough.
 * @throws the client's errors, Error when the server falls silent, or what `take` throws
 */
export function read(
  connection: Connection,
  request: ReadReq,
  take: (said: Said) => boolean,
): Promise<boolean> {
  const { callArguments, silenceMs } = connection;
  return connection.call(
    (node) =>
      new Promise((resolve, reject) => {
        const call = node.read(request, ...callArguments);
        const silence = setTimeout(() => settle(() => reject(noAnswer(silenceMs))), silenceMs);
        const onData = (response: ReadResp) => {
          silence.refresh();
          try {
            if (take(saidIn(response))) settle(() => resolve(true));
          } catch (error) {
            settle(() => reject(error));
          }
        };
        const settle = (outcome: () => void) => {
          clearTimeout(silence);
          call.off('data', onData);
          call.cancel();
          outcome();
        };
        call.on('data', onData);
        call.once('end', () => settle(() => resolve(false)));
        // Stays: an error that comes after the end would end the process.
        call.on('error', (error) => settle(() => reject(error)));
      }),
  );
}
