import { setTimeout as delay } from 'node:timers/promises';
import type { Metadata, ServiceError } from '@grpc/grpc-js';
import type { BatchAppendCall } from './batch-append.ts';
import { type Endpoint, failures } from './errors.ts';
import type { EventLog } from './log.ts';
import type { Method, Misbehaviour } from './misbehaviour.ts';
import type { Subscription } from './subscriptions.ts';

/**
 * Whose manners the server has. `22.10` says nothing of having caught up and drops consumers that are too slow;
 * `24.10` says it, tells of a last checkpoint before, which may lie beyond the last event, and lets slow consumers
 * catch up again; `24.10.4` also tells those who begin, and find nothing, of a checkpoint before all, (−1, −1), which the
 * wire turns into (2⁶⁴−1, 2⁶⁴−1).
 */
export type Generation = '22.10' | '24.10' | '24.10.4';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What the calls to one node have to do with. */
export interface NodeContext {
  readonly log: EventLog;
  readonly misbehave: Misbehaviour;
  readonly generation: Generation;
  /** Who may read and write; everybody when absent. */
  readonly credentials: Credentials | undefined;
  /** Most bytes in one append. */
  readonly maxAppendSize: number;
  /** Most events that may wait for a live subscription. */
  readonly liveBuffer: number;
  /** How long an append is being indexed. */
  readonly indexingMs: number;
  /** When an append that is not done is answered that it timed out. */
  readonly commitTimeoutMs: number;
  /** Subscriptions to all nodes. */
  readonly subscriptions: Set<Subscription>;
  /** Calls that appends come by, to all nodes. */
  readonly batchAppends: Set<BatchAppendCall>;
  isLeader(): boolean;
  /** Null while none is elected. */
  leader(): Endpoint | null;
  /** Cuts the connection that a call came by. */
  cut(peer: string): void;
}

/** What every call has: the headers that came with it, and where it came from. */
interface Call {
  readonly metadata: Metadata;
  getPeer(): string;
}

/** Who calls, or why nobody may: a wrong password fails the whole call, none is a question of access. */
export function authenticate(context: NodeContext, { metadata }: Call): 'known' | 'anonymous' | ServiceError {
  if (!context.credentials) return 'known';
  const [header] = metadata.get('authorization');
  if (header === undefined) return 'anonymous';
  const { username, password } = context.credentials;
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return header === expected ? 'known' : failures.unauthenticated();
}

/** @throws ServiceError when the caller may not be served, or not by this node, or not now */
export function admit(context: NodeContext, call: Call): void {
  const user = authenticate(context, call);
  if (user === 'anonymous') throw failures.accessDenied();
  const refusal = user === 'known' ? refusalOf(context, call) : user;
  if (refusal) throw refusal;
}

/** Why a call cannot be served, whoever makes it. */
function refusalOf(context: NodeContext, call: Call): ServiceError | undefined {
  const { refusal } = context.misbehave;
  return refusal === undefined ? leaderElsewhere(context, call) : failures.unavailable(refusal);
}

/** Who should be asked, when the caller wants the leader and this node is not. */
export function leaderElsewhere(context: NodeContext, call: Call): ServiceError | undefined {
  const { otherLeader } = context.misbehave;
  if (!wantsLeader(call)) return undefined;
  if (otherLeader) return failures.notLeader(otherLeader);
  if (context.isLeader()) return undefined;
  const leader = context.leader();
  return leader ? failures.notLeader(leader) : failures.unavailable();
}

const wantsLeader = ({ metadata }: Call): boolean =>
  metadata.get('requires-leader').some((value) => String(value).toLowerCase() === 'true');

export async function beforeWork({ misbehave }: NodeContext, method: Method): Promise<void> {
  if (misbehave.workDelay(method) > 0) await delay(misbehave.workDelay(method), undefined, { ref: false });
}

export async function beforeAnswer({ misbehave }: NodeContext, method: Method): Promise<void> {
  if (misbehave.answerDelay(method) > 0)
    await delay(misbehave.answerDelay(method), undefined, { ref: false });
}
