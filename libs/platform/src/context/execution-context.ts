import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

export type Role = 'caf-habilitation' | 'caf-security' | 'gestionnaire' | 'agent' | 'anonymous' | 'system';

/** Who acts. `organism` is the Caf's or the gestionnaire's id; the system and the unknown act for none. */
export interface Actor {
  readonly code: string;
  readonly role: Role;
  readonly organism: string | null;
}

/** What whoever asks had seen of a subject when they decided. */
export interface Seen {
  /** An id, or a user code; null of an act on many, before each is named. */
  readonly subject: string | null;
  /** Up to where in the log of all events. */
  readonly position: string;
  /** Changes that do not matter to what is asked. */
  readonly ignores?: (change: { readonly type: string; readonly data: object }) => boolean;
}

/** Everything an event says about where it comes from, carried along without being passed by hand. */
export interface ExecutionContext {
  readonly actor: Actor;
  /** Identifies the wish: the same command id is executed once. */
  readonly commandId: string;
  readonly correlationId: string;
  /** The event or request that led to this command. */
  readonly causationId: string;
  /** Commands refuse to decide on what has changed since; absent where nobody said what they had seen. */
  readonly seen?: Seen;
}

const current = new AsyncLocalStorage<ExecutionContext>();

/** The correlation of what runs now; none outside of `runAs`. */
export const currentCorrelation = (): string | undefined => current.getStore()?.correlationId;

export function executionContext(): ExecutionContext {
  const context = current.getStore();
  if (!context) throw new Error('No execution context: wrap the entry point in runAs()');
  return context;
}

/** Runs `work` in the name of `actor`. What is not given is new, or follows from what is. */
export function runAs<T>(
  actor: Actor,
  work: () => T,
  {
    commandId = randomUUID(),
    correlationId = commandId,
    causationId = commandId,
  }: Partial<ExecutionContext> = {},
): T {
  return current.run({ actor, commandId, correlationId, causationId }, work);
}

/** Runs `work` as it would run, but on condition that nothing has changed since. */
export const runHavingSeen = <T>(seen: Seen, work: () => T): T =>
  current.run({ ...executionContext(), seen }, work);

/** Runs `work` for the same actor under a command id of its own: whoever repeats an idempotency key does it again. */
export function runAnew<T>(work: () => T): T {
  const { actor, correlationId } = executionContext();
  return runAs(actor, work, { correlationId });
}

/** The actor of what comes from outside before anybody has signed in. */
export const NOBODY: Actor = { code: 'anonymous', role: 'anonymous', organism: null };

/** The actor of everything that no person asked for: `name` is the job or the reactor. */
export const systemActor = (name: string): Actor => ({ code: name, role: 'system', organism: null });
