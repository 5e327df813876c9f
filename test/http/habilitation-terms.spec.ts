import type { Type } from '@nestjs/common';
import { addDays, deriveId, type Job, runAs, systemActor, WHOLE } from '#platform';
import { RecordTermsJob } from '../../libs/habilitations/src/jobs/record-terms.job.ts';
import { DeliverMailJob } from '../../libs/notifications/src/jobs/deliver-mail.job.ts';
import { TermRemindersJob } from '../../libs/notifications/src/jobs/term-reminders.job.ts';
import { type Caller, callerOf } from '../support/caller.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

/** Camille goes away in spring; Paul stands in. */
const TODAY = '2026-03-02';
const personOf = (firstName: string, lastName: string) => deriveId('test-person', firstName, lastName);
const CAMILLE = personOf('Camille', 'Durand');
const PAUL = personOf('Paul', 'Petit');

let clock: TestClock;
let running: RunningRegister;
let register: SmallRegister;
let town: Caller;
let officer: Caller;
let codes: { town: string; officer: string };

beforeEach(async () => {
  clock = new TestClock(`${TODAY}T09:00:00.000Z`);
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  register = new SmallRegister(running.services);
  await register.convention();
  await register.agent('Camille', 'Durand', 'activity');
  await register.agent('Paul', 'Petit', 'financial');
  codes = {
    town: await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')),
    officer: await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand')),
  };
  clock.advance({ minutes: 5 });
  await signIn();
});
afterEach(() => running.close());

/** Sessions end with the day. */
async function signIn(): Promise<void> {
  [town, officer] = [await callerOf(running, codes.town), await callerOf(running, codes.officer)];
}
async function goTo(instant: string): Promise<void> {
  clock.set(instant);
  await signIn();
}
const run = (job: Type<Job>) =>
  runAs(systemActor('test'), () => running.services.get(job, { strict: false }).run(WHOLE));

const written = { reference: 'DGS-12', requestedOn: TODAY };
const asked = (change: object = {}) => ({
  establishmentId: NURSERY.id,
  personId: PAUL,
  profile: 'activity',
  ...written,
  lastDay: '2026-03-20',
  returnsTo: CAMILLE,
  ...change,
});
async function granted(request: object): Promise<string> {
  const { status, body } = await town.post('/habilitation-requests', request);
  expect(status).toBe(201);
  expect((await officer.post(`/habilitation-requests/${body.id}/grant`, {})).status).toBe(201);
  // What is read next has seen it.
  await holder();
  return body.id;
}
const holder = async () => {
  const [{ holders, awaited }] = (await town.get('/establishments')).body;
  const of = (all: { profile: string; name: string }[]) =>
    all.find(({ profile }) => profile === 'activity')?.name;
  return { holds: of(holders), awaited: of(awaited) };
};

describe('R6: a replacement for a time', () => {
  it('is asked for, granted, listed, and over by itself', async () => {
    const { body } = await town.post('/habilitation-requests', asked());
    const [request] = (await officer.get('/lists/habilitation-requests?state=pending')).body.items;
    expect(request).toMatchObject({
      id: body.id,
      replaces: 'DURAND Camille',
      returnsTo: 'DURAND Camille',
      lastDay: '2026-03-20',
    });
    expect((await officer.post(`/habilitation-requests/${body.id}/grant`, {})).status).toBe(201);
    expect(await holder()).toEqual({ holds: 'PETIT Paul', awaited: 'DURAND Camille' });

    for (const filter of ['state=limited', 'from=2026-03-20&to=2026-03-20']) {
      expect((await officer.get(`/lists/habilitations?${filter}`)).body.items).toMatchObject([
        {
          person: { id: PAUL },
          lastDay: '2026-03-20',
          returnsTo: 'DURAND Camille',
          endedAt: null,
          isHeld: true,
        },
      ]);
    }
    expect((await officer.get('/lists/habilitations?to=2026-03-19')).body.items).toEqual([]);
    const byEnd = '/lists/habilitations?sort=lastDay&limit=1';
    const first = (await officer.get(byEnd)).body;
    const second = (await officer.get(`${byEnd}&cursor=${first.next}`)).body;
    const ends = [first, second].map(({ items }) => items[0].lastDay);
    expect([...ends, second.next]).toEqual(['2026-03-20', null, null]);
    const awaited = (await officer.get('/lists/habilitations?state=awaited')).body.items;
    expect(awaited).toMatchObject([
      { person: { id: CAMILLE }, isHeld: false, since: '2026-03-20T23:00:00.000Z' },
    ]);
    const ended = (await officer.get('/lists/habilitations?state=ended')).body.items;
    expect(ended).toMatchObject([{ person: { id: CAMILLE }, isHeld: false }]);
    const csv = (await officer.get('/lists/habilitations.csv?state=limited')).text;
    expect(csv).toContain('20/03/2026');
    expect(csv).toContain('DURAND Camille');
    const annex = (await town.get('/annex')).body;
    expect(annex.terms).toEqual([
      {
        establishment: NURSERY.name,
        profile: 'activity',
        person: 'PETIT Paul',
        lastDay: '2026-03-20',
        returnsTo: 'DURAND Camille',
      },
    ]);

    await goTo('2026-03-20T23:00:00.000Z');
    expect(await holder()).toEqual({ holds: 'DURAND Camille', awaited: undefined });
    await run(RecordTermsJob);
    expect(await holder()).toEqual({ holds: 'DURAND Camille', awaited: undefined });
    const timesOf = async (person: string) =>
      (await officer.get(`/holders/${person}`)).body.holdings
        .filter(({ profile }: { profile: string }) => profile === 'activity')
        .map(({ until, cause, returnsTo }: Record<string, unknown>) => [until, cause, returnsTo]);
    expect(await timesOf(PAUL)).toEqual([['2026-03-20T23:00:00.000Z', 'term', 'DURAND Camille']]);
    expect(await timesOf(CAMILLE)).toEqual([
      ['2027-12-31T23:00:00.000Z', null, null],
      [`${TODAY}T09:05:00.000Z`, 'replacement', null],
    ]);
    const acts = (await officer.get(`/acts?about=${CAMILLE}`)).body.items;
    expect(JSON.stringify(acts)).toContain('Profil rendu à son titulaire');
  });

  it('says that nobody has the profile again, once they have left while the request waits (R8)', async () => {
    const { body } = await town.post('/habilitation-requests', asked());
    const left = { personId: CAMILLE, kind: 'departure', lastDay: TODAY, reason: 'Retraite' };
    expect((await town.post('/departures', left)).status).toBe(201);
    const [request] = (await officer.get('/lists/habilitation-requests?state=pending')).body.items;
    expect(request).toMatchObject({ id: body.id, lastDay: '2026-03-20', returnsTo: null });
    expect((await officer.post(`/habilitation-requests/${body.id}/grant`, {})).status).toBe(201);
    expect(await holder()).toEqual({ holds: 'PETIT Paul', awaited: undefined });
    await goTo('2026-03-20T23:00:00.000Z');
    expect(await holder()).toEqual({ holds: undefined, awaited: undefined });
  });

  it('is refused where it cannot be, and changes nothing', async () => {
    const refused = async (change: object) => {
      const { status, body } = await town.post('/habilitation-requests', asked(change));
      return [status, body.code];
    };
    expect(await refused({ lastDay: undefined })).toEqual([422, 'last-day-missing']);
    expect(await refused({ lastDay: '2026-03-01' })).toEqual([422, 'term-past']);
    expect(await refused({ returnsTo: PAUL })).toEqual([422, 'returns-to-same']);
    expect(await refused({ returnsTo: deriveId('nobody') })).toEqual([409, 'returns-to-another']);
    for (const change of [{ lastDay: '20/03/2026' }, { lastDay: 3 }, { returnsTo: 'Camille' }]) {
      expect((await refused(change))[0]).toBe(422);
    }
    const [own] = (await town.get('/lists/habilitations?profile=activity')).body.items;
    const sooner = { lastDay: addDays(TODAY, -1), reason: 'Retour' };
    expect((await town.post(`/habilitations/${own.id}/term`, sooner)).body.code).toBe('term-past');
    expect((await officer.post(`/habilitations/${own.id}/term`, sooner)).status).toBe(403);
    expect((await town.post(`/habilitations/${deriveId('none')}/term`, sooner)).status).toBe(404);
    expect(await holder()).toEqual({ holds: 'DURAND Camille', awaited: undefined });
  });

  it('ends sooner at once, by the gestionnaire alone; a longer time is for the Caf to decide', async () => {
    const id = await granted(asked());
    const longer = asked({ lastDay: '2026-04-10' });
    await granted(longer);
    expect(await holder()).toEqual({ holds: 'PETIT Paul', awaited: 'DURAND Camille' });
    expect(
      (await town.post(`/habilitations/${id}/term`, { lastDay: '2026-03-10', reason: 'x' })).body.code,
    ).toBe('habilitation-ended');
    const [present] = (await town.get('/lists/habilitations?state=limited')).body.items;
    expect(present).toMatchObject({ lastDay: '2026-04-10' });
    const path = `/habilitations/${present.id}/term`;
    const later = await town.post(path, { lastDay: '2026-04-10', reason: 'x' });
    expect([later.status, later.body.code]).toEqual([409, 'term-not-sooner']);
    expect((await town.post(path, { lastDay: '2026-03-10', reason: 'Retour' })).status).toBe(201);
    await goTo('2026-03-10T22:59:59.000Z');
    expect(await holder()).toMatchObject({ holds: 'PETIT Paul' });
    await goTo('2026-03-10T23:00:00.000Z');
    expect(await holder()).toMatchObject({ holds: 'DURAND Camille' });
  });

  it('is told to the correspondent 15 and 2 days before, in one mail for a day, unless it has moved', async () => {
    const id = await granted(asked());
    clock.set('2026-03-04T08:00:00.000Z');
    expect(await run(TermRemindersJob)).toEqual({ examined: 0, reminded: 0 });
    clock.set('2026-03-05T08:00:00.000Z');
    expect(await run(TermRemindersJob)).toEqual({ examined: 1, reminded: 1 });
    expect(await run(TermRemindersJob)).toEqual({ examined: 1, reminded: 0 });
    clock.set('2026-03-18T08:00:00.000Z');
    expect(await run(TermRemindersJob)).toEqual({ examined: 1, reminded: 1 });
    const mails = async () =>
      (
        await running.engines.database.query(
          `SELECT user_code, data, last_error FROM notifications.outbox WHERE template = 'habilitations-ending'
           ORDER BY queued_at`,
        )
      ).rows;
    const data = { lastDay: '2026-03-20', habilitations: 1, returning: 1 };
    expect(await mails()).toMatchObject([
      { user_code: codes.town, data },
      { user_code: codes.town, data },
    ]);
    await signIn();
    await town.post(`/habilitations/${id}/term`, { lastDay: '2026-03-19', reason: 'Retour' });
    await holder();
    await run(DeliverMailJob);
    expect((await mails()).map((mail) => mail.last_error)).toEqual(['NOT_USEFUL', 'NOT_USEFUL']);
  });
});

describe('R20: an absence whose return is expected', () => {
  const absent = () => ({
    personId: CAMILLE,
    kind: 'absence',
    lastDay: TODAY,
    reason: 'Congé',
    expectedReturn: '2026-03-21',
    successorId: PAUL,
    ...written,
  });
  async function declared(): Promise<string> {
    const { status, body } = await town.post('/departures', absent());
    expect(status).toBe(201);
    const [request] = (await officer.get('/lists/habilitation-requests?state=pending')).body.items;
    expect(request).toMatchObject({
      person: { id: PAUL },
      lastDay: '2026-03-20',
      returnsTo: 'DURAND Camille',
    });
    expect(await holder()).toEqual({ holds: undefined, awaited: undefined });
    expect((await officer.post(`/habilitation-requests/${request.id}/grant`, {})).status).toBe(201);
    expect(await holder()).toEqual({ holds: 'PETIT Paul', awaited: 'DURAND Camille' });
    return body.id;
  }

  it('asks for whoever stands in until the day before, and hands back on the day', async () => {
    const id = await declared();
    await goTo('2026-03-20T23:00:00.000Z');
    expect(await holder()).toMatchObject({ holds: 'DURAND Camille' });
    const back = { returnedOn: '2026-03-21' };
    expect((await town.post(`/departures/${id}/return`, back)).status).toBe(201);
    expect((await officer.get('/lists/habilitation-requests?state=pending')).body.items).toEqual([]);
    expect(await holder()).toMatchObject({ holds: 'DURAND Camille' });
  });

  it('a return before the day hands back at once, without another decision', async () => {
    const id = await declared();
    await goTo('2026-03-10T09:00:00.000Z');
    const back = { returnedOn: '2026-03-10' };
    expect((await town.post(`/departures/${id}/return`, back)).status).toBe(201);
    expect(await holder()).toEqual({ holds: 'DURAND Camille', awaited: undefined });
    expect((await officer.get('/lists/habilitation-requests?state=pending')).body.items).toEqual([]);
  });

  it('of whoever stands in ends as well: they stand in again, until the same day', async () => {
    await declared();
    await goTo('2026-03-04T09:00:00.000Z');
    const away = { personId: PAUL, kind: 'absence', lastDay: '2026-03-03', reason: 'Maladie' };
    const { body } = await town.post('/departures', away);
    expect(await holder()).toEqual({ holds: undefined, awaited: 'DURAND Camille' });
    await goTo('2026-03-10T09:00:00.000Z');
    const back = { returnedOn: '2026-03-10', ...written };
    expect((await town.post(`/departures/${body.id}/return`, back)).status).toBe(201);
    const list = '/lists/habilitation-requests?state=pending&profile=activity';
    const [request] = (await officer.get(list)).body.items;
    expect(request).toMatchObject({
      person: { id: PAUL },
      lastDay: '2026-03-20',
      returnsTo: 'DURAND Camille',
    });
    expect((await officer.post(`/habilitation-requests/${request.id}/grant`, {})).status).toBe(201);
    expect(await holder()).toEqual({ holds: 'PETIT Paul', awaited: 'DURAND Camille' });
  });

  it('of whoever stood in, that ends after their time, asks for nothing: the profile is another’s again', async () => {
    await declared();
    await goTo('2026-03-04T09:00:00.000Z');
    const away = { personId: PAUL, kind: 'absence', lastDay: '2026-03-03', reason: 'Maladie' };
    const [{ id: own }] = (await town.get('/lists/habilitations?state=limited')).body.items;
    const { body } = await town.post('/departures', { ...away, habilitationIds: [own] });
    await goTo('2026-03-25T09:00:00.000Z');
    expect(await holder()).toMatchObject({ holds: 'DURAND Camille' });
    const back = await town.post(`/departures/${body.id}/return`, { returnedOn: '2026-03-25' });
    expect(back.status).toBe(201);
    expect((await officer.get('/lists/habilitation-requests?state=pending')).body.items).toEqual([]);
    expect(await holder()).toMatchObject({ holds: 'DURAND Camille' });
  });

  it('becomes a departure: the profile is vacant after whoever stands in (R8)', async () => {
    await declared();
    await goTo('2026-03-10T09:00:00.000Z');
    const left = { personId: CAMILLE, kind: 'departure', lastDay: '2026-03-10', reason: 'Retraite' };
    expect((await town.post('/departures', left)).status).toBe(201);
    expect(await holder()).toEqual({ holds: 'PETIT Paul', awaited: undefined });
    await goTo('2026-03-20T23:00:00.000Z');
    expect(await holder()).toEqual({ holds: undefined, awaited: undefined });
    const vacant = (await town.get('/lists/establishments?vacant=activity')).body.items;
    expect(vacant).toMatchObject([{ id: NURSERY.id, gestionnaire: { id: TOWN.id } }]);
  });
});
