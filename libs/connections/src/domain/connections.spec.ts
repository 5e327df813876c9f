import { specify } from '#event-sourcing/testing';
import {
  type Attempt,
  attemptOutcomes,
  type ConnectionsEvent,
  connections,
  subjectOf,
} from './connections.ts';

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
const attempted = (change: Partial<Attempt> = {}): ConnectionsEvent => ({
  type: 'LoginAttempted',
  data: { ...attempt, ...change },
});

describe('R18: every attempt is recorded', () => {
  it.each(attemptOutcomes)('%s, whatever came before', (outcome) =>
    specify(connections)
      .given(attempted(), attempted({ outcome: 'blocked' }))
      .when({ type: 'RecordAttempt', attempt: { ...attempt, outcome } }, NOW)
      .thenEvents(attempted({ outcome })),
  );

  it('an unknown identifier only as a hash, in a stream of its own', () => {
    const unknown = {
      userCode: null,
      identifierHash: 'abc',
      organism: null,
      outcome: 'unknown-code',
    } as const;
    specify(connections)
      .given()
      .when({ type: 'RecordAttempt', attempt: { ...attempt, ...unknown } }, NOW)
      .thenEvents(attempted(unknown));
    expect(subjectOf(unknown)).toBe('unknown-abc');
    specify(connections)
      .given()
      .when({ type: 'RecordAttempt', attempt: { ...attempt, identifierHash: 'abc' } }, NOW)
      .thenRefused('attempt-subject');
  });

  it('keeps a browser’s name within bounds', () =>
    specify(connections)
      .given()
      .when({ type: 'RecordAttempt', attempt: { ...attempt, userAgent: 'x'.repeat(5000) } }, NOW)
      .thenEvents(attempted({ userAgent: 'x'.repeat(300) })));

  it('a sign-out once', () => {
    const signOut = { type: 'RecordSignOut', sessionId: 's1', reason: 'signed-out' } as const;
    const loggedOut: ConnectionsEvent = {
      type: 'LoggedOut',
      data: { sessionId: 's1', reason: 'signed-out' },
    };
    specify(connections).given(attempted()).when(signOut, NOW).thenEvents(loggedOut);
    specify(connections).given(attempted(), loggedOut).when(signOut, NOW).thenRefused('already-signed-out');
  });
});
