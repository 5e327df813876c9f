import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerUnaryCall, ServiceError, sendUnaryData } from '@grpc/grpc-js';
import { admit, beforeAnswer, beforeWork, type NodeContext } from './context.ts';
import { failures } from './errors.ts';
import { DELETED } from './expectation.ts';
import { expected, nameOf } from './proposed.ts';

export type TombstoneCall = ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>;

/** `Streams.Tombstone`: closes a stream for ever. */
export async function tombstone(
  context: NodeContext,
  call: TombstoneCall,
  answer: sendUnaryData<streams.TombstoneResp>,
): Promise<void> {
  try {
    admit(context, call);
    await beforeWork(context, 'tombstone');
    const response = tombstoned(context, call.request.getOptions()!);
    await beforeAnswer(context, 'tombstone');
    answer(null, response);
  } catch (error) {
    answer(error as ServiceError);
  }
}

function tombstoned({ log }: NodeContext, options: streams.TombstoneReq.Options): streams.TombstoneResp {
  const stream = nameOf(options.getStreamIdentifier()!);
  const expectation = expected(options, options.getRevision());
  const current = log.lastRevision(stream);
  if (current === DELETED) throw failures.streamDeleted(stream);
  if (expectation >= 0n && expectation !== current) {
    throw failures.wrongExpectedVersion(stream, expectation, current);
  }
  const event = log.tombstone(stream);
  const position = new streams.TombstoneResp.Position();
  position.setCommitPosition(event.position.toString());
  position.setPreparePosition(event.position.toString());
  return new streams.TombstoneResp().setPosition(position);
}
