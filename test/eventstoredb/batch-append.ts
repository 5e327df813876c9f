import { setTimeout as delay } from 'node:timers/promises';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream, ServiceError } from '@grpc/grpc-js';
import { authenticate, beforeAnswer, beforeWork, leaderElsewhere, type NodeContext } from './context.ts';
import { refusals } from './errors.ts';
import type { Appended, ProposedEvent } from './log.ts';
import { expected, nameOf, proposed, sizeOf, uuid } from './proposed.ts';

export type BatchAppendCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/** An append whose events come in several messages. */
interface Pending {
  readonly options: streams.BatchAppendReq.Options;
  readonly events: ProposedEvent[];
  size: number;
}

/** `Streams.BatchAppend`: many appends over one call, each answered on its own. */
export async function batchAppend(context: NodeContext, call: BatchAppendCall): Promise<void> {
  context.batchAppends.add(call);
  const forget = () => context.batchAppends.delete(call);
  call.once('close', forget);
  call.once('cancelled', forget);
  call.on('error', forget);
  const pending = new Map<string, Pending>();
  const underWay = new Set<Promise<void>>();
  try {
    const user = authenticate(context, call);
    if (user !== 'known' && user !== 'anonymous') throw user;
    // A loop that is left must not destroy the call: it has yet to say why.
    const requests: AsyncIterable<streams.BatchAppendReq> = call.iterator({ destroyOnReturn: false });
    for await (const request of requests) {
      // A leader elsewhere ends the call with all that is under way in it.
      const leader = leaderElsewhere(context, call);
      if (leader) throw leader;
      const work = handle(context, call, request, pending, user === 'known').catch((error: Error) =>
        refuse(call, request, request.getOptions(), refusals.badRequest(error.message)),
      );
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    }
    await Promise.all(underWay);
    call.end();
  } catch (error) {
    if (!call.cancelled) call.emit('error', error as ServiceError);
  }
}

async function handle(
  context: NodeContext,
  call: BatchAppendCall,
  request: streams.BatchAppendReq,
  pending: Map<string, Pending>,
  mayWrite: boolean,
): Promise<void> {
  const id = uuid(request.getCorrelationId()!);
  const options = request.getOptions();
  if (options) {
    const { refusal } = context.misbehave;
    if (refusal !== undefined) return refuse(call, request, options, refusals.notHandled(refusal));
    if (!mayWrite) return refuse(call, request, options, refusals.accessDenied());
    if (isOver(options)) return refuse(call, request, options, refusals.timeout());
    pending.set(id, { options, events: [], size: 0 });
  }
  const append = pending.get(id);
  if (!append) return;
  for (const message of request.getProposedMessagesList()) {
    const event = proposed(message);
    append.events.push(event);
    append.size += sizeOf(event);
  }
  if (append.size > context.maxAppendSize) {
    pending.delete(id);
    return refuse(call, request, append.options, refusals.appendTooLarge(context.maxAppendSize));
  }
  if (!request.getIsFinal()) return;
  pending.delete(id);
  await make(context, call, request, append);
}

async function make(
  context: NodeContext,
  call: BatchAppendCall,
  request: streams.BatchAppendReq,
  { options, events }: Pending,
): Promise<void> {
  const stream = nameOf(options.getStreamIdentifier()!);
  const expectation = expected(options, options.getStreamPosition());
  const loss = context.misbehave.nextLoss();
  // Only a delay lets one append overtake another.
  if (context.misbehave.workDelay('batchAppend') > 0) await beforeWork(context, 'batchAppend');
  if (loss === 'request') return context.cut(call.getPeer());
  const result = context.log.append(stream, expectation, events);
  if (context.misbehave.answerDelay('batchAppend') > 0) await beforeAnswer(context, 'batchAppend');
  if (loss === 'answer') return context.cut(call.getPeer());
  if (isDropped(context, result)) {
    await delay(context.commitTimeoutMs, undefined, { ref: false });
    return refuse(call, request, options, refusals.timeout());
  }

  if (result.decision === 'ok' || result.decision === 'idempotent') {
    const response = responseTo(request, options);
    response.setSuccess(success(result));
    call.write(response);
  } else if (result.decision === 'deleted') {
    refuse(call, request, options, refusals.streamDeleted(stream));
  } else {
    refuse(call, request, options, refusals.wrongExpectedVersion(expectation, result.current));
  }
}

/** A repetition that comes while the first is still being indexed: the real server then says nothing more of it. */
const isDropped = ({ indexingMs }: NodeContext, { decision, last }: Appended): boolean =>
  decision === 'idempotent' && performance.now() - last!.writtenAt < indexingMs;

function refuse(
  call: BatchAppendCall,
  request: streams.BatchAppendReq,
  options: streams.BatchAppendReq.Options | undefined,
  refusal: Buffer,
): void {
  const response = responseTo(request, options);
  response.setError(status.Status.deserializeBinary(refusal));
  call.write(response);
}

function responseTo(
  request: streams.BatchAppendReq,
  options: streams.BatchAppendReq.Options | undefined,
): streams.BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(request.getCorrelationId());
  response.setStreamIdentifier(options?.getStreamIdentifier());
  return response;
}

function success({ current, last }: Appended): streams.BatchAppendResp.Success {
  const made = new streams.BatchAppendResp.Success();
  made.setCurrentRevision(current.toString());
  if (!last) return made;
  const position = new shared.AllStreamPosition();
  position.setCommitPosition(last.position.toString());
  position.setPreparePosition(last.position.toString());
  return made.setPosition(position);
}

const isOver = (options: streams.BatchAppendReq.Options): boolean => {
  const deadline = options.getDeadline();
  return deadline !== undefined && deadline.toDate().getTime() <= Date.now();
};
