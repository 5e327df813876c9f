import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { AttestDuty, PlanControl } from '#compliance';
import { type Engines, RegisterModule, startFollowers } from '#composition';
import { ERASED, ProjectionProgress } from '#event-sourcing';
import { type Actor, deriveId, runAs, systemActor } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { newestPosition } from '../../../../test/support/newest-position.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../../../../test/support/small-register.ts';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { testEngines } from '../../../../test/support/test-engines.ts';
import { FreezeRetention } from '../commands/freeze-retention.ts';
import { RequestDataAccess } from '../commands/request-data-access.ts';
import { RequestErasure } from '../commands/request-erasure.ts';
import { eraseAgain } from '../erased-again.ts';
import { PrivacyTasks } from '../privacy-tasks.ts';
import { PersonalDataQuery } from '../read-models/privacy/personal-data-query.ts';
import { RetentionQuery } from '../read-models/privacy/query.ts';
import { EraseAfterRetentionJob } from './erase-after-retention.job.ts';

const OFFICER: Actor = { code: 'C000001', role: 'caf-security', organism: CAF.id };
/** What the job reads. */
const READ = [
  'privacy',
  'habilitations',
  'conventions',
  'accounts',
  'anomalies',
  'acts',
  'controls',
  'attestations',
];
const NOTHING = { announced: 0, erased: 0, calledOff: 0, extended: 0, conventions: 0 };
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
  const view = await app.get(PersonalDataQuery, { strict: false }).ofCaf(reader as never, clock.now());
  return {
    announced: view.announced,
    conventions: view.conventions,
    erasures: view.erasures.map(({ name, basis }) => [name, basis]),
  };
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
  expect(await shown()).toEqual({
    announced: [],
    conventions: [],
    erasures: [[ERASED.toUpperCase(), 'retention']],
  });
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

it('RGPD art. 5-1 e: who signed, attested and controlled is erased five years after the end of a convention; a partner who comes back begins anew', async () => {
  clock.set('2027-04-05T08:00:00.000Z');
  const town = { ...TOWN, id: '21590350000001', siret: '21590350000001', name: 'Mairie de Lomme' };
  const nursery = { ...NURSERY, id: deriveId('test', 'other-nursery') };
  const parts = { gestionnaire: town, establishments: [nursery] };
  const conventionId = await register.convention(parts);
  const correspondent: Actor = { code: 'G000009', role: 'gestionnaire', organism: town.id };
  const attest = (attestationId: string, attestedOn: string) => {
    const attested = {
      attestationId,
      duty: 'secrecy',
      attestedOn,
      text: 'Formés par Odile Zwicker',
    } as const;
    return runAs(correspondent, () => app.get(CommandBus).execute(new AttestDuty(town, attested)));
  };
  const controlId = deriveId('test-control', 'lomme');
  const plan = { subject: 'Les codes', plannedOn: '2027-05-10', controllers: 'Paul Contrôle' };
  await attest(deriveId('test-attestation', '1'), '2027-04-05');
  await runAs(OFFICER, () => app.get(CommandBus).execute(new PlanControl(controlId, town.id, plan)));
  await engines.database.query(
    `INSERT INTO compliance_files.files (id, subject_id, name, type, size, sha256, bytes, given_at, is_sent)
     SELECT gen_random_uuid(), subject, 'f.pdf', 'application/pdf', 1, '', ''::bytea, $2, true FROM unnest($1::text[]) AS subject`,
    [
      [`control/${controlId}`, `secrecy/${town.id}`, `control/${deriveId('test-control', 'other')}`],
      clock.now(),
    ],
  );
  const files = async () => {
    const { rows } = await engines.database.query('SELECT 1 FROM compliance_files.files');
    return rows.length;
  };
  const told = async () => {
    const { rows } = await engines.database.query<{ signatory: string; controllers: string; text: string }>(
      `SELECT c.signatures -> 0 ->> 'signatory' AS signatory, o.controllers, a.text
       FROM conventions.conventions c JOIN controls.controls o USING (gestionnaire_id)
       JOIN attestations.attestations a ON a.gestionnaire_id = c.gestionnaire_id WHERE c.id = $1`,
      [conventionId],
    );
    return rows[0] && Object.values(rows[0]);
  };

  clock.set('2028-12-31T22:00:00.000Z');
  await register.terminate(conventionId);
  await run('2033-12-02T12:00:00.000Z');
  expect(await told()).toEqual(['Signataire', 'Paul Contrôle', 'Formés par Odile Zwicker']);
  expect((await shown()).conventions).toEqual([{ id: conventionId, name: town.name, on: '2034-01-01' }]);
  expect(await run('2033-12-31T22:59:59.000Z')).toMatchObject({ conventions: 0 });

  expect(await run('2033-12-31T23:00:00.000Z')).toMatchObject({ conventions: 1 });
  await eventually(async () => (await told())?.every((text) => text === ERASED), 60_000);
  await eventually(async () => (await files()) === 1);
  expect(await run('2034-01-02T12:00:00.000Z')).toMatchObject({ conventions: 0 });

  // What is erased again at each start is what was said until then.
  await register.convention({ ...parts, until: '2035-12-31' });
  await attest(deriveId('test-attestation', '2'), '2034-01-02');
  await eraseAgain(engines.stored, engines.keys);
  await settled();
  const { rows } = await engines.database.query(
    'SELECT text FROM attestations.attestations ORDER BY attested_on',
  );
  expect(rows).toEqual([{ text: ERASED }, { text: 'Formés par Odile Zwicker' }]);
}, 180_000);

it('RGPD art. 5-1 e: what two conventions of the same parties share goes with the later one', async () => {
  clock.set('2034-01-05T08:00:00.000Z');
  const [one, other] = ['one', 'other'].map((name) => ({ ...NURSERY, id: deriveId('test', name) }));
  const gestionnaire = { ...TOWN, id: '21590350000019', siret: '21590350000019', name: 'Mairie de Lys' };
  const [first, second] = [
    await register.convention({ gestionnaire, establishments: [one!] }),
    await register.convention({ gestionnaire, establishments: [other!] }),
  ];
  const controlId = deriveId('test-control', 'lys');
  const plan = { subject: 'Les codes', plannedOn: '2034-01-10', controllers: 'Paul Contrôle' };
  await runAs(OFFICER, () => app.get(CommandBus).execute(new PlanControl(controlId, gestionnaire.id, plan)));
  clock.set('2034-01-31T10:00:00.000Z');
  await register.terminate(first!);
  clock.set('2034-03-02T10:00:00.000Z');
  await register.terminate(second!);
  await settled();
  const streamsOn = async (today: string) =>
    (await app.get(RetentionQuery, { strict: false }).endedConventions(today)).flatMap(
      ({ conventionId, streams }) => (conventionId === first ? streams : []),
    );
  const own = `convention-${first}`;
  expect(await streamsOn('2039-02-01')).toEqual([own]);
  expect(await streamsOn('2039-04-01')).toEqual([
    ...[own, `control-${controlId}`, `attestations-${gestionnaire.id}`, `annex-${gestionnaire.id}`],
  ]);
});
