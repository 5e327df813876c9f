import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerReadableStream, ServiceError, sendUnaryData } from '@grpc/grpc-js';
import { admit, beforeAnswer, beforeWork, type NodeContext } from './context.ts';
import { failures } from './errors.ts';
import { ANY, NO_STREAM, NOTHING, STREAM_EXISTS, unsigned } from './expectation.ts';
import type { Appended, ProposedEvent } from './log.ts';
import { expected, nameOf, proposed, sizeOf } from './proposed.ts';

export type AppendCall = ServerReadableStream<streams.AppendReq, streams.AppendResp>;
type Answer = sendUnaryData<streams.AppendResp>;

/** `Streams.Append`: options first, then one message per event. */
export async function append(context: NodeContext, call: AppendCall, answer: Answer): Promise<void> {
  try {
    const response = await appended(context, call);
    if (response) answer(null, response);
  } catch (error) {
    answer(error as ServiceError);
  }
}

/** The response, or nothing when it is lost on its way. */
async function appended(context: NodeContext, call: AppendCall): Promise<streams.AppendResp | undefined> {
  admit(context, call);
  const { options, events } = await received(call, context.maxAppendSize);
  const stream = nameOf(options.getStreamIdentifier()!);
  const expectation = expected(options, options.getRevision());
  const loss = context.misbehave.nextLoss();
  await beforeWork(context, 'append');
  if (loss === 'request') {
    context.cut(call.getPeer());
    return undefined;
  }
  const result = context.log.append(stream, expectation, events);
  await beforeAnswer(context, 'append');
  if (loss === 'answer') {
    context.cut(call.getPeer());
    return undefined;
  }
  if (result.decision === 'deleted') throw failures.streamDeleted(stream);
  return respond(result, expectation);
}

async function received(call: AppendCall, limit: number) {
  let options: streams.AppendReq.Options | undefined;
  const events: ProposedEvent[] = [];
  let size = 0;
  for await (const request of call as AsyncIterable<streams.AppendReq>) {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    if (!message) continue;
    const event = proposed(message);
    size += sizeOf(event);
    if (size > limit) throw failures.appendTooLarge(limit);
    events.push(event);
  }
  if (!options) throw failures.invalidRequest('Options are missing');
  return { options, events };
}

function respond(result: Appended, expectation: bigint): streams.AppendResp {
  const response = new streams.AppendResp();
  if (result.decision === 'ok' || result.decision === 'idempotent') response.setSuccess(success(result));
  else response.setWrongExpectedVersion(conflict(result.current, expectation));
  return response;
}

function success({ current, last }: Appended): streams.AppendResp.Success {
  const made = new streams.AppendResp.Success();
  if (current === NOTHING) made.setNoStream(new shared.Empty());
  else made.setCurrentRevision(unsigned(current));
  if (!last) return made.setNoPosition(new shared.Empty());
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(last.position.toString());
  position.setPreparePosition(last.position.toString());
  return made.setPosition(position);
}

function conflict(current: bigint, expectation: bigint): streams.AppendResp.WrongExpectedVersion {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (current === NOTHING) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(unsigned(current));
  if (expectation === ANY) wrong.setExpectedAny(new shared.Empty());
  else if (expectation === STREAM_EXISTS) wrong.setExpectedStreamExists(new shared.Empty());
  else if (expectation === NO_STREAM) wrong.setExpectedNoStream(new shared.Empty());
  else wrong.setExpectedRevision(unsigned(expectation));
  return wrong;
}
