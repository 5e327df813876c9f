import { eventually } from '../../../../test/support/eventually.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { Database } from './database.ts';
import { Notifications } from './notifications.ts';

const BELL = 'test_bell';
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
      new Notifications(db.database, [BELL, 'test_other']),
      new Notifications(db.database, [BELL]),
    ];
    for (const notifications of [one, other]) {
      notifications.start();
      await listening(notifications);
    }
  });
  afterEach(() => Promise.all([one.stop(), other.stop()]));

  /** It rings once of its own when it begins to listen. */
  const listening = (notifications: Notifications, before = 0) =>
    eventually(() => notifications.heard(BELL) > before);
  const cutListeners = () =>
    db.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%'`);

  it('rings in every process', async () => {
    const rung = [one.next(BELL, LONG_MS), other.next(BELL, LONG_MS)];
    one.ring(BELL);
    await Promise.all(rung);
  });

  it('does not ring another bell', async () => {
    const before = one.heard('test_other');
    const rung = one.next(BELL, LONG_MS);
    one.ring(BELL);
    await rung;
    expect(one.heard('test_other')).toBe(before);
  });

  it('makes few rings of many', async () => {
    const before = other.heard(BELL);
    for (let n = 0; n < 1000; n++) one.ring(BELL);
    await eventually(() => other.heard(BELL) >= before + 2);
    const last = other.next(BELL, LONG_MS);
    one.ring(BELL);
    await last;
    expect(other.heard(BELL)).toBeLessThanOrEqual(before + 3);
  });

  it('does not lose the ring that came before the wait', async () => {
    const heard = one.heard(BELL);
    other.ring(BELL);
    await eventually(() => one.heard(BELL) > heard);
    await one.next(BELL, LONG_MS, undefined, heard);
  });

  it('waits no longer than told', async () => {
    await one.next(BELL, 5);
    const stopped = new AbortController();
    const waiting = one.next(BELL, LONG_MS, stopped.signal);
    stopped.abort();
    await waiting;
    await one.next(BELL, LONG_MS, stopped.signal);
  });

  it('listens again after its connection was cut, and rings for what it may have missed', async () => {
    for (let round = 0; round < 3; round++) {
      const [heard, rung] = [one.heard(BELL), one.next(BELL, LONG_MS)];
      await cutListeners();
      await rung;
      await listening(one, heard);
    }
    const heard = one.heard(BELL);
    await eventually(() => {
      other.ring(BELL);
      return one.heard(BELL) > heard;
    });
  });

  it('ends with all who wait, and more than once', async () => {
    const waiting = one.next(BELL, LONG_MS);
    await Promise.all([one.stop(), one.stop()]);
    await waiting;
    await one.next(BELL, LONG_MS);
  });

  it('stops and rings without harm when the server is away', async () => {
    const away = new Database('postgres://greffe@127.0.0.1:1/greffe');
    const notifications = new Notifications(away, [BELL]);
    notifications.start();
    notifications.ring(BELL);
    await notifications.next(BELL, 5);
    await notifications.stop();
    await away.close();
  });
});
