import request from 'supertest';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';

let running: RunningRegister;
let register: SmallRegister;
let ownCode: string;
let session: Record<string, string>;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  await register.convention();
  ownCode = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
  session = await sessionOf(running.url, ownCode);
});
afterAll(() => running.close());

const signIn = (userCode: string) =>
  request(running.url).post('/api/session').send({ userCode, password: PASSWORD });
const post = (path: string, body: object) =>
  request(running.url).post(`/api/accounts${path}`).set(session).send(body);
const correspondent = {
  ...{ role: 'gestionnaire', gestionnaireId: TOWN.id },
  ...{ name: 'Jeanne Martin', email: 'jeanne.martin@mons.example' },
};
const colleague = { role: 'caf-security', name: 'Marc Petit', email: 'marc.petit@caf.example' };
const eventsOf = async (userCode: string) =>
  (await running.engines.store.readStream(`account-${userCode}`)).map(({ type, data }) => ({ type, data }));

describe('R12, R15: an officer opens the code', () => {
  it('of a partner’s correspondent, under the name of the convention', async () => {
    const { body } = await post('', correspondent).expect(201);
    expect(body.id).toMatch(/^G\d{6}$/);
    const { name, email, role } = correspondent;
    const organism = { id: TOWN.id, name: TOWN.name };
    expect(await eventsOf(body.id)).toMatchObject([
      { type: 'AccountOpened', data: { role, name, email, organism } },
      { type: 'CredentialsDelivered' },
    ]);
  });

  it('of a colleague, of the same Caf', async () => {
    const { body } = await post('', colleague).expect(201);
    const [opened] = await eventsOf(body.id);
    expect(opened!.data).toMatchObject({ role: 'caf-security', organism: { id: CAF.id, name: CAF.name } });
  });

  it.each([
    [
      'a gestionnaire without a convention',
      { ...correspondent, gestionnaireId: '21590009000014' },
      'partner-unknown',
    ],
    ['nobody in particular', { ...correspondent, gestionnaireId: undefined }, 'partner-unknown'],
    ['an officer at a gestionnaire', { ...colleague, gestionnaireId: TOWN.id }, 'not-found'],
  ])('not of %s', async (_, sent, code) => {
    expect((await post('', sent).expect(404)).body.code).toBe(code);
  });

  it('not twice, nor for whoever has the same mailbox', async () => {
    const { body } = await post('', { ...correspondent, name: 'Paul Noir' }).expect(409);
    expect(body.code).toBe('account-exists');
  });

  it.each([
    ['in another role', { ...colleague, email: correspondent.email }],
    ['with a tag', { ...correspondent, email: 'jeanne.martin+caf@mons.example' }],
    ['in capitals', { ...colleague, email: 'Jeanne.MARTIN@mons.example' }],
  ])('R16: not at the mailbox of somebody else who has a code, %s', async (_, sent) => {
    const { body } = await post('', { ...sent, name: 'Paul Noir' }).expect(409);
    expect(body.code).toBe('mailbox-taken');
  });

  it('R16: not at a mailbox that looks shared', async () => {
    const { body } = await post('', { ...correspondent, email: 'contact@mons.example' }).expect(422);
    expect(body.code).toBe('shared-mailbox');
  });

  it.each([
    ['role', { role: 'agent' }],
    ['email', { email: 'jeanne' }],
    ['name', { name: ' ' }],
  ])('not with this %s', async (field, change) => {
    const { body } = await post('', { ...correspondent, ...change }).expect(422);
    expect(body.errors).toContainEqual({ field, message: expect.any(String) });
  });
});

describe('R12: an officer closes the code', () => {
  it('of whoever has left: it opens nothing from that instant, and is not opened again', async () => {
    const leaving = { ...correspondent, name: 'Paul Noir', email: 'paul.noir@mons.example' };
    const userCode: string = (await post('', leaving).expect(201)).body.id;
    await register.activate(userCode);
    const theirs = await sessionOf(running.url, userCode);
    const { body } = await post(`/${userCode}/closing`, { reason: 'Départ' }).expect(201);
    expect(body.id).toBe(userCode);
    await request(running.url).get('/api/session').set(theirs).expect(401);
    expect((await signIn(userCode).expect(403)).body.code).toBe('account-closed');
    expect((await post('', leaving).expect(409)).body.code).toBe('account-closed');
    // R16: their mailbox is free.
    const successor = { ...colleague, name: 'Paule Noir', email: leaving.email };
    await eventually(async () => (await post('', successor)).status === 201);
  });

  it('not of an agent, whose habilitations end; nor their own', async () => {
    const agent = await register.agent('Camille', 'Durand', 'activity');
    expect((await post(`/${agent}/closing`, { reason: 'Départ' }).expect(409)).body.code).toBe(
      'account-of-agent',
    );
    expect((await post(`/${ownCode}/closing`, { reason: 'Départ' }).expect(409)).body.code).toBe(
      'own-account',
    );
  });
});
