import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { StaffMember } from '#accounts';
import { type Engines, type RunningFollowers, startFollowers } from '#composition';
import { ConventionsQuery } from '#conventions';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { eventually } from '../support/eventually.ts';
import { sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';
import { testEngines } from '../support/test-engines.ts';

const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais', address: 'Arras', representative: 'R.' };
const THEIRS = { id: '00000000-0000-4000-8000-000000000002', name: 'AAA', address: 'Arras' };
const SIGNATURE = { signatory: 'S.', capacity: 'Par délégation', signedOn: '2026-03-02' };
const PAPER = { ...SIGNATURE, documentSha256: 'a'.repeat(64) };
const REASON = { reason: 'Essai' };

const clock = new TestClock('2026-03-02T08:00:00.000Z');
let engines: Engines;
let portal: NestExpressApplication;
let followers: RunningFollowers;
let register: SmallRegister;
let agent: string;
let own: string;
let officer: Session;
let security: Session;
let town: Session;

beforeAll(async () => {
  engines = await testEngines({}, clock);
  portal = await createPortal(engines);
  await portal.init();
  followers = startFollowers(portal, engines);
  register = new SmallRegister(portal);
  own = await register.convention();
  agent = await register.activate(await register.agent('Camille', 'Durand', 'approver'));
  await signIn(agent);
  await eventually(async () => {
    const { rows } = await engines.database.query('SELECT FROM journal.attempts WHERE user_code = $1', [
      agent,
    ]);
    return rows.length > 0;
  });
  town = await signIn(await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')));
  officer = await staff('caf-habilitation', 'Benoît Autre', OTHER_CAF);
  security = await staff('caf-security', 'Agnès Autre', OTHER_CAF);
});
afterAll(async () => {
  await followers.stop();
  await portal.close();
  await engines.close();
});

type Session = Awaited<ReturnType<typeof signIn>>;

/** Somebody who is signed in; none of their reads waits for anything. */
async function signIn(userCode: string) {
  const server = portal.getHttpServer();
  const identity = await sessionOf(server, userCode);
  return {
    get: (path: string) => request(server).get(`/api${path}`).set(identity),
    post: (path: string, sent: object) => request(server).post(`/api${path}`).set(identity).send(sent),
  };
}

const staff = async (role: StaffMember['role'], name: string, organism: StaffMember['organism']) =>
  signIn(await register.activate(await register.staff(role, name, organism)));

const registration = (change: object = {}) => ({
  gestionnaire: TOWN,
  caf: OTHER_CAF,
  establishments: [THEIRS],
  effectiveFrom: '2026-03-02',
  until: '2027-12-31',
  ...change,
});

/** As the other Caf's officer, and everybody has seen it. */
async function record(path: string, sent: object): Promise<string> {
  const { body, headers } = await officer.post(path, sent).expect(201);
  await officer.get('/lists/conventions').set('Greffe-Position', headers['greffe-position']!).expect(200);
  return body.id;
}

/** What the other Caf sees of the town. */
async function seen(): Promise<string[]> {
  const { body: persons } = await officer.get('/persons').expect(200);
  const { body: accounts } = await officer.get('/lists/accounts').expect(200);
  const { body: journal } = await security.get('/connections').expect(200);
  const { status: report } = await security.get(
    `/anomaly-report?gestionnaireId=${TOWN.id}&from=2026-03-01&to=2026-03-02`,
  );
  return [
    ...persons.map(() => 'person'),
    ...accounts.items.filter(({ userCode }: { userCode: string }) => userCode === agent).map(() => 'code'),
    ...journal.items.filter(({ userCode }: { userCode: string }) => userCode === agent).map(() => 'attempt'),
    ...(report === 200 ? ['report'] : []),
  ];
}

/** What it may do about the town's agent; every deed is one that the state of the code allows. */
async function done(): Promise<number[]> {
  const deeds = [
    () => security.post(`/accounts/${agent}/password-reset`, REASON),
    () => security.post(`/accounts/${agent}/blocking`, REASON),
    () => officer.post(`/accounts/${agent}/unblocking`, { ...REASON, reference: 'L-1' }),
    () => officer.post(`/accounts/${agent}/password-revocation`, REASON),
    () => officer.post(`/accounts/${agent}/credentials`, {}),
  ];
  const statuses: number[] = [];
  for (const deed of deeds) statuses.push((await deed()).status);
  return statuses;
}

const NOT_FOUND = [404, 404, 404, 404, 404];

it('R1, R2: a draft, a signature of one party, or what it says of the other gives power over nobody', async () => {
  const id = await record('/conventions', registration());
  expect([await seen(), await done()]).toEqual([[], NOT_FOUND]);
  await record(`/conventions/${id}/signatures`, SIGNATURE);
  await officer.post(`/conventions/${id}/signatures`, SIGNATURE).expect(409);
  await record(`/conventions/${id}/announced-signature`, PAPER);
  await officer.post(`/conventions/${id}/announced-signature/confirmation`, PAPER).expect(403);
  expect([await seen(), await done()]).toEqual([[], NOT_FOUND]);

  const { headers } = await town
    .post(`/conventions/${id}/announced-signature/confirmation`, PAPER)
    .expect(201);
  await officer.get('/lists/conventions').set('Greffe-Position', headers['greffe-position']!).expect(200);
  expect(await seen()).toEqual(['person', 'code', 'attempt', 'report']);
  expect(await done()).toEqual([201, 201, 201, 201, 201]);
});

it('R1: a Caf cannot be named as a gestionnaire, nor a gestionnaire by the SIRET of another', async () => {
  const named = (gestionnaire: object) =>
    officer.post(
      '/conventions',
      registration({
        gestionnaire: { ...TOWN, ...gestionnaire },
        establishments: [{ ...THEIRS, id: randomUUID() }],
      }),
    );
  expect((await named({ id: CAF.id }).expect(422)).body.code).toBe('gestionnaire-by-siret');
  expect((await named({ id: '21590009000014' }).expect(422)).body.code).toBe('gestionnaire-by-siret');
});

it('R25: what has ended is answered for as long as its connections are kept, and no longer', async () => {
  const habilitation = await staff('caf-habilitation', 'Nadia Ferrand', CAF);
  await register.terminate(own);
  await eventually(
    async () => (await habilitation.get(`/conventions/${own}`).expect(200)).body.state === 'terminated',
  );
  expect((await habilitation.get('/persons').expect(200)).body).toHaveLength(1);

  const conventions = portal.get(ConventionsQuery, { strict: false });
  clock.set('2027-03-02T22:59:59.999Z');
  expect(await conventions.overseenBy(CAF.id)).toEqual([CAF.id, TOWN.id]);
  clock.set('2027-03-02T23:00:00.000Z');
  expect(await conventions.overseenBy(CAF.id)).toEqual([CAF.id]);
});
