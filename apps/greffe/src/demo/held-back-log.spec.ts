import { randomUUID } from 'node:crypto';
import { EVENTS_CHANNEL, type NewEvent, START } from '#event-sourcing';
import { systemActor } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog, visible } from '../../../../test/support/test-log.ts';
import { HeldBackLog } from './held-back-log.ts';

const done = (what: string): NewEvent => {
  const id = randomUUID();
  const metadata = {
    correlationId: id,
    causationId: id,
    actor: systemActor('test'),
    occurredAt: '2026-03-02T09:00:00.000Z',
  };
  return { id, type: 'Done', data: { what }, metadata };
};

describe('a log that is held back', () => {
  let log: TestLog;
  beforeAll(async () => {
    log = await testLog({ Done: { schema: 1 } });
  });
  afterAll(() => log.drop());

  it('shows nothing of what is appended, then all of it, and what came since once it is closed', async () => {
    const { store, database, notifications } = log;
    const seen = async () =>
      (await store.readAll({ after: START })).events.map(({ data }) => (data as { what: string }).what);
    const held = await HeldBackLog.open(database, notifications);
    await store.append('work-1', 'none', [done('first')]);
    await store.append('work-2', 'none', [done('second')]);
    expect(await seen()).toEqual([]);
    // Whoever decides on a stream sees it as it is.
    expect(await store.readStream('work-1')).toHaveLength(1);

    await held.show();
    await store.append('work-1', 0, [done('third')]);
    // The transactions of other suites are waited for too, one after the other.
    await eventually(async () => (await seen()).length >= 2);
    expect(await seen()).toEqual(['first', 'second']);

    await held.close();
    await visible(log);
    expect(await seen()).toEqual(['first', 'second', 'third']);
  });

  it('wakes those who follow it when it shows something', async () => {
    const { store, database, notifications } = log;
    const held = await HeldBackLog.open(database, notifications);
    const { position: after } = await store.readAll({ after: START });
    const reader = new AbortController();
    const read = (async () => {
      let count = 0;
      for await (const { events } of store.subscribe({ after, signal: reader.signal })) {
        count += events.length;
        if (count >= 2) break;
      }
      return count;
    })();
    const before = notifications.count(EVENTS_CHANNEL);
    await store.append('work-3', 'none', [done('fourth'), done('fifth')]);
    expect(notifications.count(EVENTS_CHANNEL)).toBe(before);
    await held.show();
    await eventually(() => notifications.count(EVENTS_CHANNEL) > before);
    expect(await read).toBe(2);
    reader.abort();
    await held.close();
  });
});
