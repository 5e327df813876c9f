import { Logger } from '@nestjs/common';
import { eventually } from '../../../../../test/support/eventually.ts';
import { describeWithRedis, RedisServer } from '../../../../../test/support/redis-server.ts';
import { JobQueue } from './job-queue.ts';

const AT_ONCE_MS = 1000;

describeWithRedis('JobQueue', () => {
  let redis: RedisServer;
  let queue: JobQueue | undefined;
  const warnings: string[] = [];

  beforeAll(() => {
    Logger.overrideLogger({
      log: () => {},
      error: () => {},
      warn: (message: string) => warnings.push(message),
    });
  });
  beforeEach(() => {
    warnings.length = 0;
  });
  afterEach(async () => {
    await queue?.close();
    await redis.kill();
  });

  async function open(policy?: string): Promise<JobQueue> {
    redis = await RedisServer.start(policy);
    queue = new JobQueue(redis.url);
    await eventually(() => queue!.ping().then(() => true));
    return queue;
  }

  it('takes a run that is asked for twice as one, until it has been done', async () => {
    const jobs = await open();
    const first = await jobs.addNow('deliver-mail');
    expect(await jobs.addNow('deliver-mail')).toBe(first);
    expect(await jobs.addNow('purge-sessions')).not.toBe(first);
  });

  it('refuses at once while Redis is away, and works again when it is back', async () => {
    const jobs = await open();
    await redis.kill();
    const asked = Date.now();
    await expect(jobs.addNow('deliver-mail')).rejects.toMatchObject({ code: 'queue-unavailable' });
    await expect(jobs.ping()).rejects.toThrow();
    expect(Date.now() - asked).toBeLessThan(AT_ONCE_MS);
    await redis.start();
    await eventually(() => jobs.addNow('deliver-mail'));
    expect(warnings).toEqual([expect.stringMatching(/^Redis does not answer: /), 'Redis is back']);
  });

  it('refuses within seconds when Redis answers nothing', async () => {
    const jobs = await open();
    redis.freeze();
    await expect(jobs.addNow('deliver-mail')).rejects.toMatchObject({ code: 'queue-unavailable' });
    redis.thaw();
  });

  it('warns of a Redis that would drop jobs when its memory is full, and not of another', async () => {
    await open('allkeys-lru');
    await eventually(() => warnings.length > 0);
    expect(warnings).toEqual([
      'Redis has maxmemory-policy allkeys-lru: set it to noeviction, or jobs may get lost',
    ]);
    await queue!.close();
    await redis.kill();
    warnings.length = 0;
    await open();
    await queue!.placeSchedulers([]);
    expect(warnings).toEqual([]);
  });
});
