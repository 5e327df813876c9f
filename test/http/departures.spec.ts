import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { CommandHandling } from '#event-sourcing';
import { addDays, daysBetween, deriveId, type Profile, parisDateOf, runAs } from '#platform';
import { departure } from '../../libs/habilitations/src/domain/departure.ts';
import { type Caller, callerOf } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';

const TODAY = parisDateOf(new Date().toISOString());

let running: RunningRegister;
let register: SmallRegister;
let town: Caller;
let officer: Caller;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  await register.convention();
  town = await callerOf(
    running,
    await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')),
  );
  officer = await callerOf(
    running,
    await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand')),
  );
});
afterAll(() => running.close());

const personOf = (firstName: string, lastName: string) => deriveId('test-person', firstName, lastName);
const agent = async (firstName: string, lastName: string, profile: Profile) =>
  register.activate(await register.agent(firstName, lastName, profile));

const leaving = (personId: string, change: object = {}) => ({
  personId,
  kind: 'departure',
  lastDay: TODAY,
  reason: 'Mutation',
  ...change,
});
const written = { reference: 'DGS-12', requestedOn: TODAY };

const holdersOf = async (): Promise<Record<string, string>> => {
  const { body } = await town.get('/establishments');
  return Object.fromEntries(
    body[0].holders.map(({ profile, name }: { profile: string; name: string }) => [profile, name]),
  );
};
const listed = async (id: string, reader = town) =>
  (await reader.get('/lists/departures')).body.items.find((one: { id: string }) => one.id === id);
const pending = async () =>
  (await officer.get('/lists/habilitation-requests?state=pending')).body.items.map(
    ({ person, profile }: { person: { name: string }; profile: string }) => [person.name, profile],
  );

async function grantAll(): Promise<void> {
  for (const { id } of (await officer.get('/lists/habilitation-requests?state=pending')).body.items) {
    expect((await officer.post(`/habilitation-requests/${id}/grant`, {})).status).toBe(201);
  }
}

describe('R20: a departure, in one act', () => {
  it('ends the profiles, the session and the sign-in, and asks for the successor', async () => {
    const userCode = await agent('Camille', 'Durand', 'activity');
    await register.habilitate('Camille', 'Durand', 'financial');
    await agent('Louise', 'Bernard', 'approver');
    const camille = await callerOf(running, userCode);
    const successorId = personOf('Louise', 'Bernard');
    const declared = leaving(personOf('Camille', 'Durand'), { successorId, ...written });
    const { status, body } = await town.post('/departures', declared);
    expect(status).toBe(201);

    expect(await holdersOf()).toEqual({ approver: 'BERNARD Louise' });
    expect(await pending()).toEqual(
      expect.arrayContaining([
        ['BERNARD Louise', 'activity'],
        ['BERNARD Louise', 'financial'],
      ]),
    );
    await eventually(async () => (await camille.get('/session')).status === 401);
    const again = { userCode, password: PASSWORD };
    expect((await request(running.url).post('/api/session').send(again)).status).toBe(403);

    for (const reader of [town, officer]) {
      expect(await listed(body.id, reader)).toMatchObject({
        kind: 'departure',
        lastDay: TODAY,
        declaredLateByDays: 0,
        back: null,
        person: { name: 'DURAND Camille' },
        successor: { name: 'BERNARD Louise' },
        gestionnaire: { id: TOWN.id },
        ended: expect.arrayContaining([
          { profile: 'activity', establishment: NURSERY.name },
          { profile: 'financial', establishment: NURSERY.name },
        ]),
      });
    }
    const nothing = await town.post('/departures', declared);
    expect([nothing.status, nothing.body.code]).toEqual([409, 'nothing-held']);
    await grantAll();
    expect(await holdersOf()).toMatchObject({ activity: 'BERNARD Louise', financial: 'BERNARD Louise' });
  });

  it('of two who declare it at the same instant, the second is refused; either is told the same again', async () => {
    await agent('Alix', 'Renard', 'activity');
    const told = leaving(personOf('Alix', 'Renard'));
    const keys = ['departure-by-one', 'departure-by-other'];
    const declare = () => Promise.all(keys.map((key) => town.post('/departures', told, key)));
    const answers = await declare();
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('nothing-held');
    const done = answers.findIndex(({ status }) => status === 201);
    const again = await declare();
    expect(again.map(({ status }) => status)).toEqual(answers.map(({ status }) => status));
    expect(again[done]!.body.id).toBe(answers[done]!.body.id);
    const { items } = (await town.get('/lists/departures?q=renard')).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([answers[done]!.body.id]);
  });

  it('of two different ones at the same instant, each ends what the other leaves', async () => {
    await agent('Théo', 'Colin', 'activity');
    await register.habilitate('Théo', 'Colin', 'financial');
    const personId = personOf('Théo', 'Colin');
    const held = (await officer.get('/lists/habilitations?q=colin')).body.items;
    const change = leaving(personId, { kind: 'change', habilitationIds: [held[0].id] });
    const answers = await Promise.all([
      town.post('/departures', change),
      town.post('/departures', leaving(personId)),
    ]);
    expect(answers.map(({ status }) => status)).toContain(201);
    const { items } = (await town.get('/lists/departures?q=colin')).body;
    const ended = items.flatMap(({ ended: some }: { ended: object[] }) => some);
    expect(ended).toHaveLength(2);
  });

  it('is made good after a crash: what was declared is done, once', async () => {
    await agent('Ahmed', 'Petit', 'activity');
    const personId = personOf('Ahmed', 'Petit');
    const habilitationId = deriveId('test-request', personId, 'activity', NURSERY.id);
    const holding = { habilitationId, establishmentId: NURSERY.id, profile: 'activity', cafId: CAF.id };
    const id = randomUUID();
    const handling = running.services.get(CommandHandling, { strict: false });
    // The act itself, and nothing of what follows.
    await runAs({ code: town.userCode, role: 'gestionnaire', organism: TOWN.id }, () =>
      handling.handle(departure, id, {
        type: 'DeclareDeparture',
        departure: {
          personId,
          gestionnaireId: TOWN.id,
          kind: 'departure',
          lastDay: TODAY,
          reason: 'Mutation',
          expectedReturn: null,
          successor: null,
        },
        holdings: [{ ...holding, profile: 'activity', lastDay: null, requestedOn: TODAY }],
        interrupted: [],
        requests: [],
      }),
    );
    await eventually(async () => !('activity' in (await holdersOf())));
    const roster = await running.engines.store.readStream(`roster-${NURSERY.id}`);
    const ends = roster.filter(
      ({ type, data }) =>
        type === 'HabilitationRevoked' && (data as { personId: string }).personId === personId,
    );
    expect(ends).toHaveLength(1);
    expect(ends[0]!.metadata.actor.code).toBe(town.userCode);
  });

  it('is of the gestionnaire’s own agents, and asks for nobody without a written request', async () => {
    expect((await town.post('/departures', leaving(randomUUID()))).status).toBe(404);
    const personId = personOf('Louise', 'Bernard');
    expect((await officer.post('/departures', leaving(personId))).status).toBe(403);
    const unwritten = leaving(personId, { successorId: personOf('Camille', 'Durand') });
    expect((await town.post('/departures', unwritten)).body.code).toBe('request-incomplete');
    const unknown = leaving(personId, { successorId: randomUUID(), ...written });
    expect((await town.post('/departures', unknown)).body.code).toBe('person-not-found');
    expect(await holdersOf()).toMatchObject({ approver: 'BERNARD Louise' });
  });
});

it('R20: a change ends what is named, and no more', async () => {
  await agent('Nina', 'Roche', 'activity');
  await register.habilitate('Nina', 'Roche', 'financial');
  const personId = personOf('Nina', 'Roche');
  const habilitationIds = [deriveId('test-request', personId, 'financial', NURSERY.id)];
  const changed = leaving(personId, { kind: 'change', habilitationIds });
  expect((await town.post('/departures', changed)).status).toBe(201);
  expect(await holdersOf()).toMatchObject({ activity: 'ROCHE Nina' });
  expect(await holdersOf()).not.toHaveProperty('financial');
  const gone = await town.post('/departures', changed);
  expect(gone.body.code).toBe('habilitation-not-found');
});

describe('R20: an absence', () => {
  const personId = personOf('Nina', 'Roche');
  const asked = { establishmentId: NURSERY.id, personId, profile: 'activity', reference: 'DGS-1' };

  it('is declared late by so many days, and its return gives the profile back', async () => {
    // Asked for in writing long ago, so that the absence may have begun since.
    const successorId = personOf('Louise', 'Bernard');
    await town.post('/departures', leaving(personId));
    await town.post('/habilitation-requests', { ...asked, requestedOn: addDays(TODAY, -60) });
    await grantAll();
    const lastDay = addDays(TODAY, -40);
    const expectedReturn = addDays(TODAY, -1);
    const absent = { kind: 'absence', lastDay, expectedReturn, successorId, ...written };
    const { status, body } = await town.post('/departures', leaving(personId, absent));
    expect(status).toBe(201);
    await grantAll();
    expect(await holdersOf()).toMatchObject({ activity: 'BERNARD Louise' });
    const one = await listed(body.id, officer);
    expect(one).toMatchObject({ kind: 'absence', lastDay, expectedReturn });
    expect(one.declaredLateByDays).toBe(daysBetween(one.dueOn, TODAY));
    expect(one.declaredLateByDays).toBeGreaterThan(0);
    for (const state of ['late', 'absent', 'overdue']) {
      const { items } = (await officer.get(`/lists/departures?state=${state}`)).body;
      expect(items).toMatchObject([{ id: body.id }]);
    }

    const tasks = (await town.get('/tasks')).body;
    expect(tasks).toContainEqual(expect.objectContaining({ id: `return-${body.id}`, due: expectedReturn }));
    const path = `/departures/${body.id}/return`;
    const early = await town.post(path, { ...written, returnedOn: lastDay });
    expect(early.body.code).toBe('return-before-departure');
    const unwritten = await town.post(path, { returnedOn: TODAY });
    expect([unwritten.status, unwritten.body.code]).toEqual([422, 'request-incomplete']);
    expect((await town.post(path, { ...written, returnedOn: TODAY })).status).toBe(201);
    expect(await pending()).toEqual([['ROCHE Nina', 'activity']]);
    await grantAll();
    expect(await holdersOf()).toMatchObject({ activity: 'ROCHE Nina' });
    const { back } = await listed(body.id);
    expect(back).toEqual({ returnedOn: TODAY, declaredLateByDays: 0, at: expect.any(String) });
    expect((await officer.get('/lists/departures?state=overdue')).body.items).toEqual([]);
    expect((await town.post(path, { ...written, returnedOn: TODAY })).body.code).toBe('already-returned');
  });
});

describe('R20: an absence that does not go as expected', () => {
  /** Asked for in writing long ago, so that an absence may have begun since. */
  const holding = async (firstName: string, lastName: string): Promise<string> => {
    const email = `${firstName}.${lastName}@mons.example`.toLowerCase();
    const { body } = await town.post('/persons', { firstName, lastName, function: 'Adjointe', email });
    const asked = {
      establishmentId: NURSERY.id,
      personId: body.id,
      profile: 'financial',
      reference: 'DGS-2',
    };
    await town.post('/habilitation-requests', { ...asked, requestedOn: addDays(TODAY, -60) });
    await grantAll();
    return body.id;
  };
  const refuseAll = async () => {
    for (const { id } of (await officer.get('/lists/habilitation-requests?state=pending')).body.items) {
      await officer.post(`/habilitation-requests/${id}/refusal`, { reason: 'Inutile' });
    }
  };
  afterEach(refuseAll);
  const expectedReturn = addDays(TODAY, 20);
  const louise = personOf('Louise', 'Bernard');
  const standIn = { kind: 'absence', expectedReturn, successorId: louise, ...written };

  it('is expected to end on another day, which its gestionnaire says', async () => {
    const personId = await holding('Inès', 'Garnier');
    const until = { lastDay: addDays(TODAY, -10), expectedReturn: addDays(TODAY, -1) };
    const { body } = await town.post('/departures', leaving(personId, { kind: 'absence', ...until }));
    const tasks = async () => (await town.get('/tasks')).body.map(({ id }: { id: string }) => id);
    expect(await tasks()).toContain(`return-${body.id}`);
    const path = `/departures/${body.id}/expected-return`;
    expect((await town.post(path, { expectedReturn })).status).toBe(201);
    expect(await listed(body.id, officer)).toMatchObject({ expectedReturn, isAway: true });
    expect(await tasks()).not.toContain(`return-${body.id}`);
    expect((await town.post(path, { expectedReturn: TODAY })).body.code).toBe('return-in-past');
    expect((await officer.post(path, { expectedReturn })).status).toBe(403);
    const back = await town.post(`/departures/${body.id}/return`, { ...written, returnedOn: TODAY });
    expect(back.status).toBe(201);
    expect((await town.post(path, { expectedReturn })).body.code).toBe('already-returned');
  });

  it('R20: has no return once a departure is declared, though the read model does not know of it yet', async () => {
    const personId = await holding('Lise', 'Faure');
    const absence = (await town.post('/departures', leaving(personId, standIn))).body;
    expect(await listed(absence.id)).toMatchObject({ isAway: true });
    const back = await running.engines.database.transaction(async (held) => {
      await held.query('LOCK TABLE departures.departures IN SHARE MODE');
      expect((await town.post('/departures', leaving(personId))).status).toBe(201);
      // By whoever does not ask to see what was written before.
      return request(running.url)
        .post(`/api/departures/${absence.id}/return`)
        .set(await sessionOf(running.url, town.userCode))
        .send({ ...written, returnedOn: TODAY });
    });
    expect([back.status, back.body.code]).toEqual([409, 'has-left']);
  });

  it('whoever leaves during it is declared to have left, and is awaited no more', async () => {
    const personId = await holding('Rémi', 'Colin');
    const absence = (await town.post('/departures', leaving(personId, standIn))).body;
    expect(await listed(absence.id)).toMatchObject({ isAway: true });
    const { status, body } = await town.post('/departures', leaving(personId, { reason: 'Démission' }));
    expect(status).toBe(201);
    expect(await listed(body.id, officer)).toMatchObject({
      kind: 'departure',
      reason: 'Démission',
      declaredLateByDays: 0,
      ended: [{ profile: 'financial', establishment: NURSERY.name }],
    });
    expect(await listed(absence.id)).toMatchObject({ isAway: false });
    const back = await town.post(`/departures/${absence.id}/return`, { ...written, returnedOn: TODAY });
    expect(back.body.code).toBe('has-left');
    const later = await town.post(`/departures/${absence.id}/expected-return`, { expectedReturn });
    expect(later.body.code).toBe('has-left');
    // Whoever was to stand in is asked for still, and nobody has the profile again after them.
    const { items } = (await officer.get('/lists/habilitation-requests?state=pending')).body;
    expect(items).toMatchObject([{ person: { name: 'BERNARD Louise' }, returnsTo: null }]);
    const again = await town.post('/departures', leaving(personId));
    expect([again.status, again.body.code]).toEqual([409, 'nothing-held']);
  });

  it('whoever leaves during a second one, and was never said to be back from the first, is followed by a successor', async () => {
    const personId = await holding('Rosa', 'Lemoine');
    const absence = leaving(personId, { kind: 'absence' });
    expect((await town.post('/departures', absence)).status).toBe(201);
    const again = { establishmentId: NURSERY.id, personId, profile: 'financial', ...written };
    expect((await town.post('/habilitation-requests', again)).status).toBe(201);
    await grantAll();
    expect((await town.post('/departures', absence)).status).toBe(201);
    const { status, body } = await town.post(
      '/departures',
      leaving(personId, { successorId: louise, ...written }),
    );
    expect([status, body.code]).toEqual([201, undefined]);
    expect((await listed(body.id)).ended).toHaveLength(1);
    expect(await pending()).toEqual([['BERNARD Louise', 'financial']]);
  });

  it('whoever is back before another has taken over is asked for in their place (R11)', async () => {
    const personId = await holding('Jeanne', 'Picard');
    const absent = leaving(personId, { ...standIn, lastDay: addDays(TODAY, -3) });
    const path = `/departures/${(await town.post('/departures', absent)).body.id}/return`;
    expect(await pending()).toEqual([['BERNARD Louise', 'financial']]);
    const back = { returnedOn: addDays(TODAY, -1) };
    expect((await town.post(path, back)).body.code).toBe('request-incomplete');
    expect((await town.post(path, { ...back, ...written })).status).toBe(201);
    expect(await pending()).toEqual([['PICARD Jeanne', 'financial']]);
  });

  it('whoever is back keeps it: what would have prolonged their absence is asked for no more', async () => {
    const personId = await holding('Sonia', 'Legrand');
    const absent = leaving(personId, { ...standIn, lastDay: addDays(TODAY, -3) });
    const path = `/departures/${(await town.post('/departures', absent)).body.id}/return`;
    await grantAll();
    const longer = {
      establishmentId: NURSERY.id,
      personId: louise,
      profile: 'financial',
      ...written,
      lastDay: addDays(expectedReturn, 30),
      returnsTo: personId,
    };
    expect((await town.post('/habilitation-requests', longer)).status).toBe(201);
    expect((await town.post(path, { returnedOn: TODAY })).status).toBe(201);
    expect(await pending()).toEqual([]);
    expect(await holdersOf()).toMatchObject({ financial: 'LEGRAND Sonia' });
  });

  it('is declared where another is asked for already, and asks for nobody else (R11)', async () => {
    const personId = await holding('Elsa', 'Gauthier');
    const asked = { establishmentId: NURSERY.id, personId: louise, profile: 'financial', ...written };
    expect((await town.post('/habilitation-requests', asked)).status).toBe(201);
    const named = { ...standIn, lastDay: addDays(TODAY, -3) };
    const refused = await town.post('/departures', leaving(personId, named));
    expect([refused.status, refused.body.code]).toEqual([409, 'succession-pending']);
    expect(await holdersOf()).toMatchObject({ financial: 'GAUTHIER Elsa' });
    const alone = leaving(personId, { kind: 'absence', lastDay: addDays(TODAY, -3) });
    const { status, body } = await town.post('/departures', alone);
    expect(status).toBe(201);
    expect((await town.post(`/departures/${body.id}/return`, { returnedOn: TODAY })).status).toBe(201);
    expect(await pending()).toEqual([['BERNARD Louise', 'financial']]);
  });
});

describe('R11: a request that waits', () => {
  it('is withdrawn by its gestionnaire, for a reason, and another may be asked for', async () => {
    const asked = {
      establishmentId: NURSERY.id,
      personId: personOf('Louise', 'Bernard'),
      profile: 'financial',
      ...written,
    };
    const { body } = await town.post('/habilitation-requests', asked);
    const path = `/habilitation-requests/${body.id}/withdrawal`;
    const reason = { reason: 'Demandée pour la mauvaise personne' };
    expect((await officer.post(path, reason)).status).toBe(403);
    expect((await town.post('/habilitation-requests', asked)).body.code).toBe('request-pending');
    expect((await town.post(path, reason)).status).toBe(201);
    expect((await town.post(path, reason)).body.code).toBe('request-decided');
    expect((await officer.post(`/habilitation-requests/${body.id}/grant`, {})).body.code).toBe(
      'request-decided',
    );
    const { items } = (await officer.get('/lists/habilitation-requests?state=withdrawn')).body;
    expect(items).toContainEqual(expect.objectContaining({ id: body.id, ...reason }));
    const told = (await officer.get('/acts?q=retir%C3%A9e')).body.items;
    expect(told[0]).toMatchObject({ isOwn: false, steps: [{ title: 'Demande retirée', ...reason }] });
    expect((await town.post('/habilitation-requests', asked)).status).toBe(201);
    for (const { id } of (await town.get('/lists/habilitation-requests?state=pending')).body.items) {
      await town.post(`/habilitation-requests/${id}/withdrawal`, reason);
    }
  });
});

describe('R16: the mailbox of somebody who is absent', () => {
  const odile = personOf('Odile', 'Marchand');
  const lastClaim = async () => {
    const { rows } = await running.engines.database.query<{ type: string }>(
      `SELECT type FROM event_log.events WHERE type LIKE 'Mailbox%' AND data ->> 'personId' = $1 ORDER BY sequence DESC LIMIT 1`,
      [odile],
    );
    return rows[0]?.type;
  };
  const isFree = () => eventually(async () => (await lastClaim()) === 'MailboxReleased');

  it('is free again when the request for their return is refused, by a rule or by the Caf', async () => {
    await agent('Odile', 'Marchand', 'financial');
    await town.post('/departures', leaving(odile, { kind: 'absence' }));
    await isFree();

    const standIn = {
      establishmentId: NURSERY.id,
      personId: personOf('Louise', 'Bernard'),
      profile: 'financial',
      reference: 'DGS-9',
      requestedOn: TODAY,
      lastDay: addDays(TODAY, 10),
      returnsTo: odile,
    };
    const early = await town.post('/habilitation-requests', {
      ...standIn,
      requestedOn: addDays(TODAY, 1),
    });
    expect(early.body.code).toBe('requested-in-future');
    expect(await lastClaim()).toBe('MailboxReleased');

    const { status, body } = await town.post('/habilitation-requests', standIn);
    expect([status, await lastClaim()]).toEqual([201, 'MailboxClaimed']);
    await officer.post(`/habilitation-requests/${body.id}/refusal`, { reason: 'Inutile' });
    await isFree();
  });

  it('is nobody’s still when they are named to follow in a declaration that is refused', async () => {
    const named = { lastDay: addDays(TODAY, 1), successorId: odile, ...written };
    const refused = await town.post('/departures', leaving(personOf('Louise', 'Bernard'), named));
    expect([refused.body.code, await lastClaim()]).toEqual(['ended-in-future', 'MailboxReleased']);
  });
});
