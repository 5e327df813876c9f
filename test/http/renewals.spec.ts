import type { Type } from '@nestjs/common';
import request from 'supertest';
import { type Job, type Principal, runAs, systemActor, WHOLE } from '#platform';
import { ApplyTermsJob } from '../../libs/conventions/src/jobs/apply-terms.job.ts';
import { AnnexQuery } from '../../libs/habilitations/src/read-models/annex/query.ts';
import { DeliverMailJob } from '../../libs/notifications/src/jobs/deliver-mail.job.ts';
import { RenewalRemindersJob } from '../../libs/notifications/src/jobs/renewal-reminders.job.ts';
import { callerOf } from '../support/caller.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

const clock = new TestClock('2026-09-02T09:00:00.000Z');
const SIGNATURE = { signatory: 'Rudy Elgeest', capacity: 'Le Maire', signedOn: '2026-12-01' };

let running: RunningRegister;
let register: SmallRegister;
let id: string;
let agent: string;
let town: string;
let officer: string;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  register = new SmallRegister(running.services);
  id = await register.convention({ until: '2026-12-31' });
  town = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
});
afterAll(() => running.close());

async function asked(userCode: string, method: 'get' | 'post', path: string, sent: object = {}) {
  const caller = await callerOf(running, userCode);
  return method === 'get' ? caller.get(path) : caller.post(path, sent);
}

const run = (job: Type<Job>) =>
  runAs(systemActor('test'), () => running.services.get(job, { strict: false }).run(WHOLE));
const signIn = () => request(running.url).post('/api/session').send({ userCode: agent, password: PASSWORD });

describe('R4: a convention that is about to end', () => {
  it('is told by mail 120, 30 and 7 days before, and not between, when the mail is forgotten', async () => {
    expect(await run(RenewalRemindersJob)).toEqual({ examined: 1, reminded: 2 });
    for (const day of ['2026-10-12', '2026-11-20']) {
      clock.set(`${day}T09:00:00.000Z`);
      // Who does not sign in for 45 days is blocked.
      await asked(town, 'get', '/tasks');
      await running.engines.database.query('DELETE FROM notifications.outbox');
      expect(await run(RenewalRemindersJob)).toEqual({ examined: 1, reminded: 0 });
    }
  });

  it('is told to both parties, with what would lapse, once for each of the days before', async () => {
    clock.set('2026-12-01T09:00:00.000Z');
    agent = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
    await asked(town, 'get', `/conventions/${id}`);
    expect(await run(RenewalRemindersJob)).toEqual({ examined: 1, reminded: 2 });
    expect(await run(RenewalRemindersJob)).toEqual({ examined: 1, reminded: 0 });
    const { rows } = await running.engines.database.query(
      `SELECT user_code, data FROM notifications.outbox WHERE template IN ('convention-ending', 'conventions-ending')
       ORDER BY template`,
    );
    expect(rows).toEqual([
      { user_code: town, data: { conventionId: id, until: '2026-12-31', habilitations: 1 } },
      { user_code: officer, data: { until: '2026-12-31', conventions: 1, habilitations: 1 } },
    ]);
  });

  it('is proposed by the Caf, signed by each, and goes on past midnight with its habilitations and codes', async () => {
    clock.set('2026-12-10T09:00:00.000Z');
    const renewal = `/conventions/${id}/renewal`;
    expect((await asked(town, 'post', renewal, { until: '2030-12-31' })).status).toBe(403);
    expect((await asked(officer, 'post', renewal, { until: '2026-12-31' })).body.code).toBe(
      'renewal-not-longer',
    );
    expect((await asked(officer, 'post', renewal, { until: '2030-12-31' })).status).toBe(201);
    expect((await asked(town, 'get', '/tasks')).body).toContainEqual(
      expect.objectContaining({ id: `renewal-${id}`, due: '2026-12-31' }),
    );
    for (const userCode of [town, officer]) {
      expect(
        (await asked(userCode, 'post', `${renewal}/signatures`, { ...SIGNATURE, until: '2030-12-31' }))
          .status,
      ).toBe(201);
    }
    await run(DeliverMailJob);
    const { rows: ending } = await running.engines.database.query(
      `SELECT last_error FROM notifications.outbox WHERE template = 'convention-ending'`,
    );
    expect(ending).toEqual([{ last_error: 'NOT_USEFUL' }]);
    const { body } = await asked(town, 'get', `/conventions/${id}`);
    expect(body).toMatchObject({
      state: 'active',
      until: '2030-12-31',
      renewal: null,
      renewals: [{ formerUntil: '2026-12-31', until: '2030-12-31', signatures: [{}, {}] }],
    });

    clock.set('2026-12-31T23:00:00.000Z');
    await run(ApplyTermsJob);
    expect((await signIn()).status).toBe(201);
    expect((await asked(officer, 'get', '/lists/habilitations')).body.items).toMatchObject([
      { isHeld: true },
    ]);
    expect(await run(RenewalRemindersJob)).toEqual({ examined: 0, reminded: 0 });
  });

  it('as known on a day, the annex has the last day that was known then', async () => {
    const reader = { role: 'caf-habilitation', organism: { id: '595', name: 'Caf' } } as Principal;
    const untilAsKnownOn = async (known: string) => {
      const choice = { gestionnaireId: '21590410000017', on: '2026-12-05', known };
      const { conventions } = await running.services
        .get(AnnexQuery, { strict: false })
        .content(choice, reader);
      return conventions.map(({ until }) => until);
    };
    expect(await untilAsKnownOn('2026-12-05')).toEqual(['2026-12-31']);
    expect(await untilAsKnownOn('2026-12-15')).toEqual(['2030-12-31']);
  });
});
