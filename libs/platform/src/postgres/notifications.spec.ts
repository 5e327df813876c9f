import { eventually } from '../../../../test/support/eventually.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { Database } from './database.ts';
import { Notifications } from './notifications.ts';

const CHANNEL = 'test_bell';
const LONG_MS = 60_000;

describe('Notifications', () => {
  let db: TestDatabase;
  let one: Notifications;
  let other: Notifications;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    [one, other] = [
      new Notifications(db.database, [CHANNEL, 'test_other']),
      new Notifications(db.database, [CHANNEL]),
    ];
    for (const notifications of [one, other]) {
      notifications.start();
      await listening(notifications);
    }
  });
  afterEach(() => Promise.all([one.stop(), other.stop()]));

  /** It is signalled once of its own when it begins to listen. */
  const listening = (notifications: Notifications, before = 0) =>
    eventually(() => notifications.count(CHANNEL) > before);
  const cutListeners = () =>
    db.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%'`);

  it('signals every process', async () => {
    const signalled = [one.next(CHANNEL, LONG_MS), other.next(CHANNEL, LONG_MS)];
    one.notify(CHANNEL);
    await Promise.all(signalled);
  });

  it('signals its own process at once, and not again when that comes back', async () => {
    const before = one.count(CHANNEL);
    one.notify(CHANNEL);
    expect(one.count(CHANNEL)).toBe(before + 1);
    await other.next(CHANNEL, LONG_MS);
    other.notify(CHANNEL);
    await eventually(() => one.count(CHANNEL) > before + 1);
    expect(one.count(CHANNEL)).toBe(before + 2);
  });

  it('does not signal on another channel', async () => {
    const before = one.count('test_other');
    const signalled = one.next(CHANNEL, LONG_MS);
    one.notify(CHANNEL);
    await signalled;
    expect(one.count('test_other')).toBe(before);
  });

  it('makes few signals of many', async () => {
    const before = other.count(CHANNEL);
    for (let n = 0; n < 1000; n++) one.notify(CHANNEL);
    await eventually(() => other.count(CHANNEL) >= before + 2);
    const last = other.next(CHANNEL, LONG_MS);
    one.notify(CHANNEL);
    await last;
    expect(other.count(CHANNEL)).toBeLessThanOrEqual(before + 3);
  });

  it('does not lose the signal that came before the wait', async () => {
    const count = one.count(CHANNEL);
    other.notify(CHANNEL);
    await eventually(() => one.count(CHANNEL) > count);
    await one.next(CHANNEL, LONG_MS, undefined, count);
  });

  it('waits no longer than told', async () => {
    await one.next(CHANNEL, 5);
    const stopped = new AbortController();
    const waiting = one.next(CHANNEL, LONG_MS, stopped.signal);
    stopped.abort();
    await waiting;
    await one.next(CHANNEL, LONG_MS, stopped.signal);
  });

  it('listens again after its connection was cut, and signals what it may have missed', async () => {
    for (let round = 0; round < 3; round++) {
      const [count, signalled] = [one.count(CHANNEL), one.next(CHANNEL, LONG_MS)];
      await cutListeners();
      await signalled;
      await listening(one, count);
    }
    const count = one.count(CHANNEL);
    await eventually(() => {
      other.notify(CHANNEL);
      return one.count(CHANNEL) > count;
    });
  });

  it('ends with all who wait, and more than once', async () => {
    const waiting = one.next(CHANNEL, LONG_MS);
    await Promise.all([one.stop(), one.stop()]);
    await waiting;
    await one.next(CHANNEL, LONG_MS);
  });

  it('stops and notifies without harm when the server is away', async () => {
    const away = new Database('postgres://greffe@127.0.0.1:1/greffe');
    const notifications = new Notifications(away, [CHANNEL]);
    notifications.start();
    notifications.notify(CHANNEL);
    await notifications.next(CHANNEL, 5);
    await notifications.stop();
    await away.close();
  });
});
