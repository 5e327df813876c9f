import type { RecordedEvent } from '#event-sourcing';
import { systemActor } from '#platform';
import { type ObservedEvent, observationOf } from './observe.ts';

const AT = '2026-11-23T09:00:00.000Z';

const recorded = (event: ObservedEvent, stream: string): RecordedEvent<ObservedEvent> => ({
  ...event,
  id: 'e1',
  stream,
  revision: 1,
  position: '1',
  recordedAt: AT,
  metadata: { correlationId: 'c', causationId: 'c', actor: systemActor('test'), occurredAt: AT },
});

it.each([
  [
    'its holder leaves',
    { type: 'LoggedOut', data: { sessionId: 's1', reason: 'signed-out' } },
    'connections',
  ],
  [
    'the Caf ends it',
    { type: 'SessionEnded', data: { sessionId: 's1', reason: 'Poste laissé ouvert', at: AT } },
    'account',
  ],
] satisfies [string, ObservedEvent, string][])('a session is over when %s', (_, event, category) => {
  expect(observationOf(recorded(event, `${category}-A000001`))).toMatchObject({
    category: 'sign-out',
    userCode: 'A000001',
    sessionId: 's1',
    at: Date.parse(AT),
  });
});
