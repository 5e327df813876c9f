import { runAs, systemActor } from '#platform';
import { BlockIdleCodesJob } from '../../libs/accounts/src/jobs/block-idle-codes.job.ts';
import { CodesToReactivateJob } from '../../libs/notifications/src/jobs/codes-to-reactivate.job.ts';
import { type Caller, callerOf } from '../support/caller.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';
import { upToDate } from '../support/up-to-date.ts';

const clock = new TestClock('2026-01-05T09:00:00.000Z');
const ACTUAL = { year: 2025, kind: 'actual', opensOn: '2026-03-02', closesOn: '2026-03-31' };

let running: RunningRegister;
let agent: string;
let town: Caller;
let officer: Caller;

const run = async (job: typeof BlockIdleCodesJob | typeof CodesToReactivateJob) => {
  await upToDate(running.engines.database);
  await town.get('/accounts/idleness');
  return runAs(systemActor('test'), () => running.services.get(job, { strict: false }).run());
};

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  const register = new SmallRegister(running.services);
  await register.convention();
  agent = await register.agent('Camille', 'Durand', 'activity');
  clock.advance({ days: 46 });
  town = await callerOf(
    running,
    await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')),
  );
  officer = await callerOf(
    running,
    await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand')),
  );
  await run(BlockIdleCodesJob);
});
afterAll(() => running.close());

describe('R21: before a campaign of declarations', () => {
  it('the Caf says when it is; partners read it', async () => {
    const { status, body } = await officer.post('/campaigns', ACTUAL);
    expect([status, body.id]).toEqual([201, '595-2025-actual']);
    const late = { ...ACTUAL, closesOn: '2026-03-01' };
    expect((await officer.post('/campaigns', late)).body.code).toBe('campaign-ends-before');
    expect((await town.get('/campaigns')).body).toEqual([
      { id: `${body.id}-1`, number: 1, cafId: '595', ...ACTUAL, expected: 0, transmitted: 0 },
    ]);
  });

  it('correspondents are told once, by mail, how many codes are to be unblocked', async () => {
    expect(await run(CodesToReactivateJob)).toEqual({ examined: 1, reminded: 1 });
    expect(await run(CodesToReactivateJob)).toEqual({ examined: 1, reminded: 0 });
    const { rows } = await running.engines.database.query(
      `SELECT user_code, data FROM notifications.outbox WHERE template = 'codes-to-reactivate'`,
    );
    expect(rows).toEqual([
      {
        user_code: town.userCode,
        data: {
          campaignId: '595-2025-actual',
          year: 2025,
          kind: 'actual',
          opensOn: '2026-03-02',
          blocked: 1,
          ending: 0,
        },
      },
    ]);
  });

  it('it is a task, until the unblocking is asked for', async () => {
    const campaignTasks = async () =>
      (await town.get('/tasks')).body.filter(({ id }: { id: string }) => id.startsWith('campaign-'));
    expect(await campaignTasks()).toMatchObject([
      { title: 'Campagne réelle 2025\u00a0: 1\u00a0code à débloquer', due: '2026-03-02' },
    ]);
    const asked = await town.post(`/accounts/${agent}/unblocking-request`, { reason: 'Déclaration' });
    expect(asked.status).toBe(201);
    await town.get('/accounts/idleness');
    expect(await campaignTasks()).toEqual([]);
  });
});
