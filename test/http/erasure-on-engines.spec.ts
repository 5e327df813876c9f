import { ERASED } from '#event-sourcing';
import { deriveId } from '#platform';
import { DeliverMailJob } from '../../libs/notifications/src/jobs/deliver-mail.job.ts';
import { EventStoreDbServer } from '../eventstoredb/server.ts';
import { type Caller, callerOf } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';
import { everythingHeldBy } from '../support/everything-held-by.ts';
import { describeWithRedis, RedisServer } from '../support/redis-server.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { SmallRegister } from '../support/small-register.ts';

const PERSON = deriveId('test-person', 'Odile', 'Zwicker');
const path = `/holders/${PERSON}/personal-data`;

describeWithRedis('A register on EventStoreDB and Redis', () => {
  let redis: RedisServer;
  let eventStore: EventStoreDbServer;
  let running: RunningRegister;
  let register: SmallRegister;
  let officer: Caller;
  let other: Caller;

  beforeAll(async () => {
    redis = await RedisServer.start();
    eventStore = await EventStoreDbServer.start();
    running = await runningRegister({
      LOG_LEVEL: 'fatal',
      REDIS_URL: redis.url,
      EVENTSTORE_URL: eventStore.connectionString,
    });
    register = new SmallRegister(running.services);
    await register.convention();
    const staff = async (...given: Parameters<SmallRegister['staff']>) =>
      callerOf(running, await register.activate(await register.staff(...given)));
    officer = await staff('caf-habilitation', 'Nadia Ferrand');
    other = await staff('caf-security', 'Karim Haddad');
  }, 120_000);
  afterAll(async () => {
    await running?.close();
    await eventStore?.stop();
    await redis?.kill();
  });

  /** Lower case finds any. */
  const found = async (text: string) =>
    [
      ...(await everythingHeldBy(running.engines)),
      ...eventStore.log.everything(),
      `redis: ${await redis.everything()}`,
      `redis on disk: ${await redis.saved()}`,
    ].filter((line) => line.toLowerCase().includes(text));

  it('RGPD art. 17: holds nothing more of whom two officers have erased, in any of its engines', async () => {
    const userCode = await register.activate(await register.agent('Odile', 'Zwicker', 'activity'));
    const odile = await callerOf(running, userCode);
    const incident = { category: 'other', description: 'Odile Zwicker a perdu son badge.', userCode };
    expect((await odile.post('/incidents', incident)).status).toBe(201);
    await register.revoke('Odile', 'Zwicker', 'activity');
    await eventually(async () => {
      await running.services.get(DeliverMailJob, { strict: false }).run();
      return (await found('zwicker')).some((line) => line.includes('.eml'));
    });
    // What is looked through holds what is not a secret of anybody: the search would find it.
    const known = await found('incidentreported');
    expect(known.some((line) => /^eventstoredb: incident-/.test(line))).toBe(true);
    expect((await found('deliver-mail')).some((line) => line.startsWith('redis'))).toBe(true);

    await eventually(async () => {
      const { body } = await other.get(`/lists/anomaly-queue?q=${userCode}`);
      for (const { id } of body.items)
        await other.post(`/anomalies/${id}/dismissal`, { reason: 'Rien à signaler' });
      return (await officer.get(path)).body.obstacle === null;
    });
    expect((await officer.post(`${path}/erasure`, { reason: 'À sa demande' })).status).toBe(201);
    expect((await other.post(`${path}/erasure/confirmation`, {})).status).toBe(201);
    await eventually(async () => (await found('zwicker')).length === 0, 60_000);
    expect(await found('perdu son badge')).toEqual([]);
    expect(await found(ERASED.toLowerCase())).not.toEqual([]);
  }, 180_000);
});
