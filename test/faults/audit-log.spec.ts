import type { RecordedEvent } from '#event-sourcing';
import { attempted } from '../bench/attempts.ts';
import { auditLog } from './audit-log.ts';
import { Ledger } from './ledger.ts';

const recorded = (stream: string, revision: number, type: string, cause: string, data: object = {}) => {
  const event = attempted(0);
  return { ...event, metadata: { ...event.metadata, causationId: cause }, stream, revision, type, data };
};
const inOrder = (events: ReturnType<typeof recorded>[]): RecordedEvent[] =>
  events.map((event, index) => ({
    ...event,
    position: String(index).padStart(4, '0'),
    recordedAt: event.metadata.occurredAt,
  }));
const asked = (id: string, answered = true) => ({
  writer: 'writer',
  id,
  writes: ['AccountBlocked'],
  answered,
});
const blocked = (revision: number, cause: string) => recorded('account-A', revision, 'AccountBlocked', cause);

let ledger: Ledger;
beforeEach(() => {
  ledger = new Ledger();
});

it('finds nothing where all is well; what was not answered may or may not be there', () => {
  ledger.commands.push(asked('1'), asked('2', false), asked('3', false));
  ledger.attempts.push({ userAgent: 'a', answered: true }, { userAgent: 'b', answered: false });
  const attempt = recorded('connections-A', 0, 'LoginAttempted', '4', { userAgent: 'a' });
  expect(auditLog(inOrder([blocked(0, '1'), blocked(1, '2'), attempt]), ledger)).toEqual([]);
});

it('finds what was answered and is not there', () => {
  ledger.commands.push(asked('1'));
  ledger.attempts.push({ userAgent: 'a', answered: true });
  ledger.due.push({ stream: 'account-B', type: 'AccountBlocked' });
  const granted = recorded('roster-E', 0, 'HabilitationGranted', '2', { personId: 'P' });
  expect(auditLog(inOrder([granted]), ledger)).toEqual([
    ['lost', 'AccountBlocked of writer'],
    ['lost', 'LoginAttempted a'],
    ['lost', 'AccountOpened for P'],
    ['lost', 'AccountBlocked of account-B'],
  ]);
});

it('finds what is there twice, answered or not', () => {
  ledger.commands.push(asked('1', false));
  ledger.attempts.push({ userAgent: 'a', answered: false });
  ledger.due.push({ stream: 'account-A', type: 'AccountBlocked' });
  const attempt = (revision: number) =>
    recorded('connections-A', revision, 'LoginAttempted', `${revision}`, { userAgent: 'a' });
  const granted = recorded('roster-E', 0, 'HabilitationGranted', '2', { personId: 'P' });
  const opened = (code: string) => recorded(`account-${code}`, 0, 'AccountOpened', '3', { personId: 'P' });
  const log = [blocked(0, '1'), blocked(1, '1'), attempt(0), attempt(1), granted, opened('B'), opened('C')];
  expect(auditLog(inOrder(log), ledger)).toEqual([
    ['doubled', 'AccountBlocked of writer'],
    ['doubled', 'LoginAttempted a'],
    ['doubled', 'AccountOpened for P'],
    ['doubled', 'AccountBlocked of account-A'],
  ]);
});

it('finds holes in a stream, places that go backwards, and what a writer did in another order', () => {
  ledger.commands.push(asked('1'), asked('2'));
  const log = inOrder([blocked(0, '2'), blocked(1, '1'), blocked(3, '3')]);
  const [first, second, third] = log as [RecordedEvent, RecordedEvent, RecordedEvent];
  expect(auditLog([first, second, { ...third, position: first.position }], ledger)).toEqual([
    ['out of order', 'account-A 3 at 0000'],
    ['out of order', '2 of writer'],
  ]);
});
