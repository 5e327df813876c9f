import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import request from 'supertest';
import { account, SuspendAccount } from '#accounts';
import { anomaly } from '#anomalies';
import { CommandHandling, EventStore } from '#event-sourcing';
import { Clock, runAs, systemActor } from '#platform';
import { Sanctions } from '../../libs/anomalies/src/commands/sanctions.ts';
import { attempted } from '../bench/attempts.ts';
import { ApiDocument } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

type Session = Record<string, string>;

let running: RunningRegister;
let register: SmallRegister;
let api: ApiDocument;
let officerCode: string;
let officer: Session;
let colleague: Session;
let town: Session;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  await register.convention();
  officerCode = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
  officer = await sessionOf(running.url, officerCode);
  const other = await register.staff('caf-security', 'Nadia Ferrand', undefined, 'n.ferrand@595.example');
  colleague = await sessionOf(running.url, await register.activate(other));
  town = await sessionOf(
    running.url,
    await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')),
  );
});
afterAll(() => running.close());

const services = () => running.services;
const commands = () => services().get(CommandHandling, { strict: false });
const asOfficer = <T>(work: () => Promise<T>, ids: { commandId?: string } = {}) =>
  runAs({ code: officerCode, role: 'caf-security', organism: CAF.id }, work, ids);

async function send(session: Session, path: string, body: object, headers: Session = {}) {
  const answer = await request(running.url)
    .post(path)
    .set({ ...session, ...(await upToDate(running.engines.database)), ...headers })
    .send(body);
  expect(api.faults('POST', path, answer.status, answer.body)).toEqual([]);
  return answer;
}

async function read(path: string) {
  const fresh = await upToDate(running.engines.database);
  const { body, headers } = await request(running.url)
    .get(path)
    .set({ ...officer, ...fresh })
    .expect(200);
  expect(api.faults('GET', path.split('?')[0]!, 200, body)).toEqual([]);
  return { body, tag: headers.etag! };
}

/** A case on a code of an agent: its id. */
async function detectedCase(userCode: string): Promise<string> {
  const now = services().get(Clock, { strict: false }).now();
  const events = Array.from({ length: 5 }, () => {
    const { data, metadata, ...event } = attempted(0);
    return {
      ...event,
      id: randomUUID(),
      data: {
        ...data,
        userCode,
        outcome: 'wrong-password' as const,
        organism: { id: TOWN.id },
        address: `10.8.0.${userCode.slice(-2)}`.replace(/\.0(\d)$/, '.$1'),
      },
      metadata: { ...metadata, occurredAt: now },
    };
  });
  await services().get(EventStore).append(`connections-${userCode}`, 'any', events);
  return eventually<string>(async () => {
    const { items } = (await read('/api/lists/anomaly-queue?rule=failures-on-one-code&limit=100')).body;
    return items.find((one: { userCode: string }) => one.userCode === userCode)?.id;
  });
}

/** The same, notified to the town and justified by it. */
async function justifiedCase(userCode: string): Promise<string> {
  const id = await detectedCase(userCode);
  expect((await send(officer, `/api/anomalies/${id}/notification`, {})).status).toBe(201);
  expect((await send(town, `/api/anomalies/${id}/justification`, { text: 'Oubli.' })).status).toBe(201);
  return id;
}

const agents = ['Durand', 'Petit', 'Moreau', 'Henry', 'Robert', 'Simon', 'Michel', 'Roux'];
/** An agent who signs in; each holds a profile in turn. */
async function activeAgent(): Promise<string> {
  const name = agents.shift()!;
  const userCode = await register.activate(await register.agent('Camille', name, 'activity'));
  await register.revoke('Camille', name, 'activity');
  return userCode;
}

const stateOf = async (userCode: string) => (await commands().load(account, userCode)).state;
const blocksOf = async (userCode: string) =>
  (await services().get(EventStore).readStream(`account-${userCode}`)).filter(
    ({ type }) => type === 'AccountBlocked',
  );
const CONFIRMED = { verdict: 'confirmed', comment: 'Mot de passe partagé.' };
const SUSPENDED = { ...CONFIRMED, sanction: 'suspension' };

describe('R19: two at one case', () => {
  it('of two officers who take it, the second is told by whom it was taken; a note in between disturbs neither', async () => {
    const id = await detectedCase(await activeAgent());
    const { tag } = await read(`/api/anomalies/${id}`);
    const headers = { 'If-Match': tag };
    const note = await send(officer, `/api/anomalies/${id}/notes`, { text: 'Appelé.' });
    expect(note.status).toBe(201);
    expect((await send(officer, `/api/anomalies/${id}/assignment`, {}, headers)).status).toBe(201);
    const second = await send(colleague, `/api/anomalies/${id}/assignment`, {}, headers);
    expect(second.status).toBe(412);
    expect(second.body.changes).toMatchObject([{ what: 'Dossier confié', who: 'Olivier Prévost' }]);
  });

  it('what the Caf notes and assigns is no change for the partner, who answers on what they have read', async () => {
    const id = await detectedCase(await activeAgent());
    expect((await send(officer, `/api/anomalies/${id}/notification`, {})).status).toBe(201);
    const seen = await request(running.url)
      .get(`/api/anomalies/${id}`)
      .set({ ...town, ...(await upToDate(running.engines.database)) })
      .expect(200);
    await send(officer, `/api/anomalies/${id}/notes`, { text: 'Zorglub.' });
    await send(officer, `/api/anomalies/${id}/assignment`, {});
    const headers = { 'If-Match': seen.headers.etag! };
    const answered = await send(town, `/api/anomalies/${id}/justification`, { text: 'Oubli.' }, headers);
    expect(answered.status).toBe(201);
  });
});

describe('R19: a verdict and a sanction in one act', () => {
  it('suspends the code; the same key and body answer the same and do nothing more', async () => {
    const userCode = await activeAgent();
    const id = await justifiedCase(userCode);
    const { tag } = await read(`/api/anomalies/${id}`);
    const headers = { 'If-Match': tag, 'Idempotency-Key': `verdict-${id}` };
    for (let time = 1; time <= 2; time++) {
      const answer = await send(officer, `/api/anomalies/${id}/verdict`, SUSPENDED, headers);
      expect([answer.status, answer.body]).toEqual([201, { id, sanctionRefusal: null }]);
    }
    expect(await stateOf(userCode)).toBe('blocked');
    expect(await blocksOf(userCode)).toMatchObject([
      {
        data: {
          reason: 'Anomalie confirmée\u00a0: Mot de passe partagé.',
          kind: 'security',
          ground: { kind: 'anomaly', id },
        },
        metadata: { actor: { code: officerCode } },
      },
    ]);
    const { body } = await read(`/api/anomalies/${id}`);
    expect(body).toMatchObject({ state: 'closed', verdict: { ...SUSPENDED } });
    expect(body.history.at(-1).what).toBe('Conclusion de la Caf\u00a0: confirmée, suspension par précaution');
  });

  it('or has the password changed', async () => {
    const userCode = await activeAgent();
    const id = await justifiedCase(userCode);
    const verdict = { ...CONFIRMED, sanction: 'password-change' };
    expect((await send(officer, `/api/anomalies/${id}/verdict`, verdict)).status).toBe(201);
    expect(await stateOf(userCode)).toBe('active');
    expect((await commands().load(account, userCode)).changeRequired).toBe('required-by-caf');
  });

  it('what the code does not allow refuses both, and what is not confirmed has no sanction', async () => {
    const userCode = await activeAgent();
    const id = await justifiedCase(userCode);
    const judged = (body: object) => send(officer, `/api/anomalies/${id}/verdict`, body);
    expect((await judged({ ...SUSPENDED, verdict: 'explained' })).body.code).toBe('sanction-unfounded');
    expect(await stateOf(userCode)).toBe('active');
    const block = () =>
      services().get(CommandBus, { strict: false }).execute(new SuspendAccount(userCode, 'X'));
    await runAs(systemActor('test'), block);
    expect((await judged(SUSPENDED)).body.code).toBe('sanction-impossible');
    expect((await judged({ ...CONFIRMED, sanction: 'password-change' })).body.code).toBe(
      'sanction-impossible',
    );
    expect((await read(`/api/anomalies/${id}`)).body.state).toBe('justified');
    expect((await judged(CONFIRMED)).body).toEqual({ id, sanctionRefusal: null });
  });

  it('a verdict that a crash cut short has its sanction all the same, once, in the officer’s name', async () => {
    const userCode = await activeAgent();
    const id = await justifiedCase(userCode);
    const command = {
      type: 'GiveVerdict',
      ...CONFIRMED,
      verdict: 'confirmed',
      sanction: 'suspension',
    } as const;
    await asOfficer(() => commands().handle(anomaly, id, command), { commandId: randomUUID() });
    await eventually(async () => (await stateOf(userCode)) === 'blocked');
    expect(await blocksOf(userCode)).toMatchObject([{ metadata: { actor: { code: officerCode } } }]);
  });

  it('what has come in between is answered, and noted on the case', async () => {
    const userCode = await activeAgent();
    const id = await justifiedCase(userCode);
    const block = () =>
      services().get(CommandBus, { strict: false }).execute(new SuspendAccount(userCode, 'X'));
    await runAs(systemActor('test'), block);
    const sanctions = services().get(Sanctions, { strict: false });
    const carryOut = (sanction: 'suspension' | 'password-change') =>
      asOfficer(() => sanctions.carryOut({ anomalyId: id, userCode, sanction, reason: 'Vu.' }));
    expect((await carryOut('suspension')).refusal).toBeNull();
    expect((await carryOut('password-change')).refusal).toMatchObject({ code: 'account-not-active' });
    const { notes } = (await read(`/api/anomalies/${id}`)).body.casework;
    expect(notes).toMatchObject([
      { by: 'Olivier Prévost', text: expect.stringMatching(/^Mesure non appliquée .*pas actif/) },
    ]);
  });
});
