import { setTimeout as delay } from 'node:timers/promises';
import { SystemClock } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import type { TestDatabase } from '../../../../test/support/test-database.ts';
import { ScriptedJob } from './contract/fixture.ts';
import { jobsDatabase, scheduleContract } from './contract/schedule.contract.ts';
import { EmbeddedSchedule } from './embedded-schedule.ts';
import { JobRunner } from './job-runner.ts';

describe('EmbeddedSchedule', () => {
  scheduleContract(async (jobs, runner, retries) => {
    const schedule = new EmbeddedSchedule(jobs, runner, retries);
    schedule.start();
    await schedule.ready();
    return schedule;
  });

  describe('alone', () => {
    let db: TestDatabase;
    beforeAll(async () => {
      db = await jobsDatabase();
    });
    afterAll(() => db.drop());

    it('does not wait for the next attempt when it stops', async () => {
      const job = new ScriptedJob('waits', () => Promise.reject(new Error('no')));
      const runner = new JobRunner(db.database, new SystemClock());
      const schedule = new EmbeddedSchedule([job], runner, { attempts: 5, firstPauseMs: 3_600_000 });
      schedule.start();
      await eventually(() => job.taken.length > 0);
      await expect(Promise.race([schedule.stop().then(() => 'stopped'), delay(2000)])).resolves.toBe(
        'stopped',
      );
    });
  });
});
