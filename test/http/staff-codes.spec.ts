import request from 'supertest';
import type { RecordedEvent } from '#event-sourcing';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

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
/** Whether two functions are held together is asked of a read model: each test begins with what those before it wrote. */
beforeEach(async () => {
  Object.assign(session, await upToDate(running.engines.database));
});
afterAll(() => running.close());

const signIn = (userCode: string) =>
  request(running.url).post('/api/session').send({ userCode, password: PASSWORD });
const post = (path: string, body: object) =>
  request(running.url).post(`/api/accounts${path}`).set(session).send(body);
const correspondent = {
  role: 'gestionnaire',
  gestionnaireId: TOWN.id,
  lastName: 'Martin',
  firstName: 'Jeanne',
  email: 'jeanne.martin@mons.example',
};
const colleague = {
  role: 'caf-security',
  lastName: 'Petit',
  firstName: 'Marc',
  email: 'marc.petit@caf.example',
};
const eventsOf = async (userCode: string) =>
  (await running.engines.store.readStream(`account-${userCode}`)).map(({ type, data }) => ({ type, data }));

describe('R12, R15: an officer opens the code', () => {
  it('of a partner’s correspondent, under the name of the convention', async () => {
    const { body } = await post('', correspondent).expect(201);
    expect(body.id).toMatch(/^G\d{6}$/);
    const { email, role } = correspondent;
    const organism = { id: TOWN.id, name: TOWN.name };
    expect(await eventsOf(body.id)).toMatchObject([
      { type: 'AccountOpened', data: { role, name: 'MARTIN Jeanne', email, organism } },
      { type: 'CorrespondentToConfirm', data: { email } },
      { type: 'CredentialsDelivered' },
    ]);
  });

  it('R16: of nobody where the mailbox was once theirs who has the code: it stays free', async () => {
    const lastMailboxAct = async () => {
      const { rows } = await running.engines.database.query<{ type: string }>(
        `SELECT type FROM event_log.events WHERE stream LIKE 'mailbox-%' ORDER BY transaction_id DESC, sequence DESC LIMIT 1`,
      );
      return rows[0]!.type;
    };
    const mistyped = { ...correspondent, lastName: 'Noël', email: 'jeanne.noel@mons.example' };
    const { body } = await post('', mistyped).expect(201);
    const correction = {
      lastName: 'Noël',
      firstName: 'Jeanne',
      email: 'j.noel@mons.example',
      reason: 'Faute',
    };
    await post(`/${body.id}/corrections`, correction).expect(201);
    expect((await post('', mistyped).expect(409)).body.code).toBe('account-exists');
    expect(await lastMailboxAct()).toBe('MailboxReleased');
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
    const { body } = await post('', { ...correspondent, lastName: 'Noir', firstName: 'Paul' }).expect(409);
    expect(body.code).toBe('account-exists');
  });

  it.each([
    ['in another role', { ...colleague, email: correspondent.email }, 'roles-held-together'],
    ['in capitals', { ...colleague, email: 'Jeanne.MARTIN@mons.example' }, 'roles-held-together'],
    ['with a tag', { ...correspondent, email: 'jeanne.martin+caf@mons.example' }, 'mailbox-taken'],
  ])('R16: not at the mailbox of somebody else who has a code, %s', async (_, sent, code) => {
    const { body } = await post('', { ...sent, lastName: 'Noir', firstName: 'Paul' }).expect(409);
    expect(body.code).toBe(code);
  });

  it('R16: not at a mailbox that looks shared', async () => {
    const { body } = await post('', { ...correspondent, email: 'contact@mons.example' }).expect(422);
    expect(body.code).toBe('shared-mailbox');
  });

  it.each([
    ['role', { role: 'agent' }],
    ['email', { email: 'jeanne' }],
    ['lastName', { lastName: ' ' }],
    ['firstName', { firstName: ' ' }],
  ])('not with this %s', async (field, change) => {
    const { body } = await post('', { ...correspondent, ...change }).expect(422);
    expect(body.errors).toContainEqual({ field, message: expect.any(String) });
  });
});

describe('R12: the code of an officer takes two officers', () => {
  let securityCode: string;
  let security: Record<string, string>;
  let stranger: Record<string, string>;
  beforeAll(async () => {
    securityCode = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    security = await sessionOf(running.url, securityCode);
    const other = { id: '627', name: 'Caf d’ailleurs' };
    stranger = await sessionOf(
      running.url,
      await register.activate(await register.staff('caf-security', 'Marie Loin', other)),
    );
  });
  const as = async (who: Record<string, string>, path: string, body: object = {}) =>
    request(running.url)
      .post(`/api/accounts/${path}`)
      .set({ ...who, ...(await upToDate(running.engines.database)) })
      .send(body);
  const typesOf = async (userCode: string) => (await eventsOf(userCode)).map(({ type }) => type);

  it('who asks does not grant, nor refuse; another one does, both are on record, and only then mails leave', async () => {
    const { body } = await post('', colleague).expect(201);
    const userCode: string = body.id;
    expect(await typesOf(userCode)).toEqual(['AccountRequested']);
    expect((await as(session, `${userCode}/refusal`, { reason: 'x' })).body.code).toBe('own-request');
    expect((await as(session, `${userCode}/grant`)).body.code).toBe('own-request');
    expect((await as(stranger, `${userCode}/grant`)).body.code).toBe('account-unknown');
    await signIn(userCode).expect(401);

    const waiting = await request(running.url)
      .get('/api/lists/accounts?state=requested')
      .set({ ...security, ...(await upToDate(running.engines.database)) });
    expect(waiting.body.items).toMatchObject([{ userCode, requestedBy: ownCode }]);
    const tasks = await request(running.url).get('/api/tasks').set(security);
    expect(tasks.body).toContainEqual(expect.objectContaining({ id: 'accounts-requested' }));

    expect((await as(security, `${userCode}/grant`)).status).toBe(201);
    const events = (await running.engines.store.readStream(`account-${userCode}`)) as RecordedEvent[];
    expect(events.map(({ type, metadata }) => [type, metadata.actor.code])).toEqual([
      ['AccountRequested', ownCode],
      ['AccountOpened', securityCode],
      ['CredentialsDelivered', securityCode],
    ]);
    expect(events[1]!.data).toMatchObject({
      role: 'caf-security',
      organism: { id: CAF.id, name: CAF.name },
    });
    expect((await as(security, `${userCode}/grant`)).body.code).toBe('account-not-requested');
    await register.activate(userCode);
    await signIn(userCode).expect(201);
  });

  it('is refused with a reason, and may be asked for again', async () => {
    const asked = {
      role: 'caf-habilitation',
      lastName: 'Roux',
      firstName: 'Anne',
      email: 'anne.roux@caf.example',
    };
    const { body } = await post('', asked).expect(201);
    expect((await post('', asked).expect(409)).body.code).toBe('account-exists');
    expect((await as(security, `${body.id}/refusal`, { reason: 'Pas de poste' })).status).toBe(201);
    expect((await as(security, `${body.id}/grant`)).body.code).toBe('account-not-requested');
    expect((await post('', asked).expect(201)).body.id).toBe(body.id);
  });

  it('no act on an open code reaches one that is asked for', async () => {
    const asked = {
      role: 'caf-habilitation',
      lastName: 'Vert',
      firstName: 'Luc',
      email: 'luc.vert@caf.example',
    };
    const { body } = await post('', asked).expect(201);
    for (const act of ['closing', 'unblocking', 'password-revocation', 'credentials']) {
      const sent =
        act === 'credentials' ? {} : { reason: 'x', ...(act === 'unblocking' && { reference: 'y' }) };
      expect((await as(session, `${body.id}/${act}`, sent)).body.code).toBe('account-unknown');
    }
    expect((await as(security, `${body.id}/blocking`, { reason: 'x' })).body.code).toBe('account-unknown');
  });
});

describe('R12: nobody serves themselves', () => {
  it.each(['gestionnaire', 'caf-habilitation', 'caf-security'])(
    'an officer opens, and asks for, no code of a %s at her own mailbox',
    async (role) => {
      const [opened] = await eventsOf(ownCode);
      const { email } = opened!.data as { email: string };
      const gestionnaireId = role === 'gestionnaire' ? TOWN.id : undefined;
      for (const spelling of [email, email.toUpperCase()]) {
        const sent = { role, gestionnaireId, lastName: 'Ferrand', firstName: 'Nadia', email: spelling };
        expect((await post('', sent).expect(403)).body.code).toBe('own-mailbox');
      }
    },
  );

  it('habilitation and security, or the Caf and a partner, are not held together', async () => {
    const twice = {
      role: 'caf-habilitation',
      lastName: 'Petit',
      firstName: 'Marc',
      email: 'marc.petit@CAF.example',
    };
    expect((await post('', twice).expect(409)).body.code).toBe('roles-held-together');
    const partner = { ...correspondent, lastName: 'Petit', firstName: 'Marc', email: colleague.email };
    expect((await post('', partner).expect(409)).body.code).toBe('roles-held-together');
    const officer = {
      role: 'caf-security',
      lastName: 'Martin',
      firstName: 'Jeanne',
      email: correspondent.email,
    };
    expect((await post('', officer).expect(409)).body.code).toBe('roles-held-together');
  });
});

describe('R12: an officer closes the code', () => {
  it('of whoever has left: it opens nothing from that instant, and is not opened again', async () => {
    const leaving = {
      ...correspondent,
      lastName: 'Noir',
      firstName: 'Paul',
      email: 'paul.noir@mons.example',
    };
    const userCode: string = (await post('', leaving).expect(201)).body.id;
    await register.activate(userCode);
    const theirs = await sessionOf(running.url, userCode);
    const { body } = await post(`/${userCode}/closing`, { reason: 'Départ' }).expect(201);
    expect(body.id).toBe(userCode);
    await request(running.url).get('/api/session').set(theirs).expect(401);
    expect((await signIn(userCode).expect(403)).body.code).toBe('account-closed');
    expect((await post('', leaving).expect(409)).body.code).toBe('account-closed');
    // R16: their mailbox is free.
    const successor = { ...colleague, lastName: 'Noir', firstName: 'Paule', email: leaving.email };
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
