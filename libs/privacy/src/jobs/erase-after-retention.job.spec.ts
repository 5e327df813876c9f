import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { type Engines, RegisterModule, startFollowers } from '#composition';
import { ERASED, ProjectionProgress } from '#event-sourcing';
import { type Actor, deriveId, runAs, systemActor } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { newestPosition } from '../../../../test/support/newest-position.ts';
import { CAF, SmallRegister, TOWN } from '../../../../test/support/small-register.ts';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { testEngines } from '../../../../test/support/test-engines.ts';
import { FreezeRetention } from '../commands/freeze-retention.ts';
import { RequestDataAccess } from '../commands/request-data-access.ts';
import { RequestErasure } from '../commands/request-erasure.ts';
import { PrivacyTasks } from '../privacy-tasks.ts';
import { PersonalDataQuery } from '../read-models/privacy/personal-data-query.ts';
import { EraseAfterRetentionJob } from './erase-after-retention.job.ts';

const OFFICER: Actor = { code: 'C000001', role: 'caf-security', organism: CAF.id };
/** What the job reads. */
const READ = ['privacy', 'habilitations', 'conventions', 'accounts', 'anomalies', 'acts'];
const NOTHING = { announced: 0, erased: 0, calledOff: 0, extended: 0 };
const clock = new TestClock('2021-10-15T08:00:00.000Z');

let engines: Engines;
let app: INestApplicationContext;
let followers: ReturnType<typeof startFollowers>;
let register: SmallRegister;

beforeAll(async () => {
  engines = await testEngines({ LOG_LEVEL: 'fatal' }, clock);
  app = await NestFactory.createApplicationContext(RegisterModule.with(engines), { logger: ['fatal'] });
  followers = startFollowers(app, engines);
  register = new SmallRegister(app);
});
afterAll(async () => {
  await followers.stop();
  await app.close();
  await engines.close();
});

const settled = () =>
  eventually(async () => {
    const newest = await newestPosition(engines.database);
    const checkpoints = await app.get(ProjectionProgress).checkpoints();
    return READ.every((name) => checkpoints.some((at) => at.name === name && at.position >= newest));
  }, 60_000);

async function run(at: string) {
  clock.set(at);
  await settled();
  const job = app.get(EraseAfterRetentionJob, { strict: false });
  const done = await runAs(systemActor(job.name), () => job.run());
  await settled();
  return done;
}

const shown = async () => {
  const reader = { userCode: OFFICER.code, role: OFFICER.role, organism: { id: CAF.id, name: CAF.name } };
  const view = await app.get(PersonalDataQuery, { strict: false }).ofCaf(reader as never);
  return { announced: view.announced, erasures: view.erasures.map(({ name, basis }) => [name, basis]) };
};

it('RGPD art. 5-1 e: whoever left five years ago is announced, and erased on the first of a month; a dispute keeps them', async () => {
  await register.convention();
  const code = await register.agent('Odile', 'Zwicker', 'activity');
  await register.agent('Lina', 'Litige', 'financial');
  await register.agent('Yann', 'Restant', 'approver');
  await register.revoke('Odile', 'Zwicker', 'activity');
  await register.revoke('Lina', 'Litige', 'financial');
  const [odile, lina] = [
    deriveId('test-person', 'Odile', 'Zwicker'),
    deriveId('test-person', 'Lina', 'Litige'),
  ];

  expect(await run('2026-10-01T12:00:00.000Z')).toEqual(NOTHING);
  expect(await run('2026-10-02T12:00:00.000Z')).toEqual({ ...NOTHING, announced: 2 });
  expect(await run('2026-10-02T13:00:00.000Z')).toEqual(NOTHING);
  const on = '2026-11-01';
  expect((await shown()).announced).toEqual([
    { holder: lina, name: 'LITIGE Lina', on },
    { holder: odile, name: 'ZWICKER Odile', on },
  ]);

  const forgotten = { personId: lina, userCodes: [], cafId: CAF.id };
  await runAs(OFFICER, () =>
    app.get(CommandBus).execute(new FreezeRetention(forgotten, 'Recours', '2027-03-31')),
  );
  // What nobody has decided of until then waits for nobody any more.
  const asked = { ...forgotten, personId: odile };
  for (const command of [
    new RequestErasure(asked, 'L’a demandé'),
    new RequestDataAccess(asked, 'L’a demandé', '2026-10-01'),
  ])
    await runAs(OFFICER, () => app.get(CommandBus).execute(command));
  // The night on which Paris has gone back to winter time is a week ago: midnight is at 23:00.
  expect(await run('2026-10-31T22:59:59.000Z')).toEqual({ ...NOTHING, calledOff: 1 });
  expect(await run('2026-10-31T23:00:00.000Z')).toEqual({ ...NOTHING, erased: 1 });
  await eventually(async () => {
    const { rows } = await engines.database.query(
      'SELECT last_name FROM habilitations.persons WHERE id = $1',
      [odile],
    );
    return rows[0]?.last_name === ERASED;
  }, 60_000);
  expect(await shown()).toEqual({ announced: [], erasures: [[ERASED.toUpperCase(), 'retention']] });
  const other = { userCode: 'C000002', role: OFFICER.role, organism: CAF } as never;
  expect(await app.get(PrivacyTasks, { strict: false }).tasksFor(other)).toEqual([]);
  expect(await run('2026-11-02T12:00:00.000Z')).toEqual(NOTHING);

  // The freeze is over: announced in time, and erased then.
  expect(await run('2027-04-01T12:00:00.000Z')).toEqual({ ...NOTHING, announced: 1 });
  expect((await shown()).announced).toMatchObject([{ holder: lina, on: '2027-05-01' }]);

  // A case about whom was erased, opened at that moment: it is erased too, once it is closed.
  const caseId = deriveId('test-anomaly', code);
  await engines.database.query(`INSERT INTO acts.things (id, thing) VALUES ($1, $2)`, [
    caseId,
    JSON.stringify({
      id: caseId,
      kind: 'anomaly',
      name: null,
      within: [code],
      cafId: CAF.id,
      gestionnaireId: TOWN.id,
    }),
  ]);
  expect(await run('2027-04-02T12:00:00.000Z')).toEqual({ ...NOTHING, extended: 1 });
  expect(await run('2027-04-03T12:00:00.000Z')).toEqual(NOTHING);
}, 180_000);
