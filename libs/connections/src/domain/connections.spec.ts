import { specify } from '#event-sourcing/testing';
import {
  type Attempt,
  attemptOutcomes,
  type ConnectionsEvent,
  connections,
  subjectOf,
} from './connections.ts';
import { NO_ATTEMPTS, type Standing, standingAfter } from './standing.ts';

const NOW = '2026-03-02T09:00:00.000Z';
const attempt: Attempt = {
  userCode: 'A000001',
  identifierHash: null,
  outcome: 'success',
  address: '10.0.0.1',
  userAgent: 'Firefox',
  sessionId: 's1',
  organism: { id: '21590410000017' },
};
const record = (change: Partial<Attempt> = {}, before: Standing = NO_ATTEMPTS) =>
  ({ type: 'RecordAttempt', attempt: { ...attempt, ...change }, before }) as const;
const attempted = (
  change: Partial<Attempt> = {},
  standing: Standing | null = NO_ATTEMPTS,
): ConnectionsEvent => ({
  type: 'LoginAttempted',
  data: { ...attempt, ...change, standing },
});
/** So many failures at this moment. */
const failed = (count: number): Standing =>
  Array.from({ length: count }).reduce<Standing>(
    (standing) => standingAfter(standing, 'wrong-password', NOW),
    { ...NO_ATTEMPTS, lastSuccess: '2026-03-01T09:00:00.000Z' },
  );

describe('R18: every attempt is recorded', () => {
  it.each(attemptOutcomes)('%s, whatever came before', (outcome) =>
    specify(connections)
      .given(attempted(), attempted({ outcome: 'blocked' }))
      .when(record({ outcome }), NOW)
      .thenEvents(attempted({ outcome }, standingAfter(NO_ATTEMPTS, outcome, NOW))),
  );

  it('as throttled, whatever it came to, when those recorded meanwhile say so', () => {
    const unread = attempted({ outcome: 'throttled', sessionId: null }, failed(6));
    const stale = failed(0);
    specify(connections)
      .given(attempted({ outcome: 'wrong-password' }, failed(6)))
      .when(record({}, stale), NOW)
      .thenEvents(unread);
    specify(connections)
      .given(attempted({}, failed(6)), unread)
      .when(record({}, stale), NOW)
      .thenEvents(unread);
    specify(connections)
      .given(attempted({}, failed(6)))
      .when({ type: 'ConfirmPassword', attempt: { ...attempt, sessionId: 's1' }, before: stale }, NOW)
      .thenEvents(unread);
    specify(connections)
      .given(attempted({}, failed(5)))
      .when({ type: 'ConfirmPassword', attempt: { ...attempt, sessionId: 's1' }, before: stale }, NOW)
      .thenEvents({ type: 'PasswordConfirmed', data: { sessionId: 's1', standing: failed(5) } });
  });

  it('by what was read before, where the last event does not say how things stand', () =>
    specify(connections)
      .given(attempted({}, failed(6)), attempted({}, null))
      .when(record({}, failed(3)), NOW)
      .thenEvents(attempted({}, standingAfter(failed(3), 'success', NOW))));

  it('an unknown identifier only as a hash, in a stream of its own', () => {
    const unknown = {
      userCode: null,
      identifierHash: 'abc',
      organism: null,
      outcome: 'unknown-code',
    } as const;
    specify(connections)
      .given()
      .when(record(unknown), NOW)
      .thenEvents(attempted(unknown, standingAfter(NO_ATTEMPTS, 'unknown-code', NOW)));
    expect(subjectOf(unknown)).toBe('unknown-abc');
    specify(connections)
      .given()
      .when(record({ identifierHash: 'abc' }), NOW)
      .thenRefused('attempt-subject');
  });

  it('keeps a browser’s name within bounds', () =>
    specify(connections)
      .given()
      .when(record({ userAgent: 'x'.repeat(5000) }), NOW)
      .thenEvents(attempted({ userAgent: 'x'.repeat(300) }, standingAfter(NO_ATTEMPTS, 'success', NOW))));

  it('a sign-out once; it passes on how things stand', () => {
    const signOut = { type: 'RecordSignOut', sessionId: 's1', reason: 'signed-out' } as const;
    const loggedOut: ConnectionsEvent = {
      type: 'LoggedOut',
      data: { sessionId: 's1', reason: 'signed-out', standing: failed(6) },
    };
    const before = attempted({}, failed(6));
    specify(connections).given(before).when(signOut, NOW).thenEvents(loggedOut);
    specify(connections).given(before, loggedOut).when(signOut, NOW).thenRefused('already-signed-out');
  });
});
