import { addDays, deriveId, runAs, systemActor } from '#platform';
import { AccessReviewsJob } from '../../libs/reviews/src/jobs/access-reviews.job.ts';
import { callerOf } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

const OTHER_CAF = { ...CAF, id: '621', name: 'Caf du Pas-de-Calais' };
const PLACE = { id: deriveId('test', 'annexe'), name: 'Annexe', address: 'Arras' };
const SECOND_PLACE = { id: deriveId('test', 'second'), name: 'Halte-garderie', address: 'Grand-Place' };
const CAMILLE = deriveId('test-person', 'Camille', 'Durand');
const DAY = '2026-09-15';
const clock = new TestClock(`${DAY}T09:00:00.000Z`);

let running: RunningRegister;
let register: SmallRegister;
let town: string;
let officer: string;
let other: string;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  register = new SmallRegister(running.services);
  await register.convention();
  await register.convention({ caf: OTHER_CAF, establishments: [PLACE] });
  const staff = async (...given: Parameters<SmallRegister['staff']>) =>
    register.activate(await register.staff(...given));
  town = await staff('gestionnaire', 'Sophie Lemaire');
  officer = await staff('caf-habilitation', 'Nadia Ferrand');
  other = await staff('caf-habilitation', 'Benoît Autre', OTHER_CAF);
  await register.agent('Camille', 'Durand', 'activity');
  await register.habilitate('Camille', 'Durand', 'financial', PLACE.id, OTHER_CAF.id);
  await register.agent('Nina', 'Roche', 'financial');
});
afterAll(() => running.close());

const read = async (userCode: string, path: string) => (await callerOf(running, userCode)).get(path);
const send = async (userCode: string, path: string, sent: object) =>
  (await callerOf(running, userCode)).post(path, sent);
const open = async (userCode: string) => {
  const { body } = await send(userCode, '/access-reviews', { ids: [TOWN.id], reason: 'Revue annuelle' });
  expect(body.results).toEqual([{ id: TOWN.id, refusal: null }]);
};
const reviews = async (userCode: string) => (await read(userCode, '/lists/access-reviews')).body.items;
const personsOf = async (userCode: string, reviewId: string) =>
  (await read(userCode, `/lists/reviewed-persons?reviewId=${reviewId}`)).body.items;

describe('A partner of two Cafs', () => {
  it('has a review with each, of what each of them carries alone', async () => {
    await open(officer);
    await open(other);
    const [ofOther] = await reviews(other);
    expect(await reviews(other)).toMatchObject([{ caf: { id: OTHER_CAF.id }, persons: 1 }]);
    expect(await reviews(officer)).toMatchObject([{ caf: { id: CAF.id }, persons: 2 }]);
    expect(await reviews(town)).toHaveLength(2);
    expect(await personsOf(other, ofOther.id)).toMatchObject([
      { id: CAMILLE, access: [{ profile: 'financial', establishment: PLACE.name }] },
    ]);
    expect(await personsOf(officer, ofOther.id)).toEqual([]);
  });

  it('R20: answers both with an absence, and one with what ends under its convention alone', async () => {
    const written = { personId: CAMILLE, lastDay: DAY, reason: 'Congé' };
    const habilitationIds = [deriveId('test-request', CAMILLE, 'financial', PLACE.id)];
    const changed = await send(town, '/departures', { ...written, kind: 'change', habilitationIds });
    expect(changed.status).toBe(201);
    await eventually(async () => (await reviews(other))[0].state === 'completed');
    expect(await reviews(officer)).toMatchObject([{ answered: 0 }]);
    const absent = await send(town, '/departures', { ...written, kind: 'absence' });
    expect(absent.status).toBe(201);
    await eventually(async () => (await reviews(officer))[0].answered === 1);
    const [{ id }] = await reviews(officer);
    expect(await personsOf(officer, id)).toMatchObject([
      { person: { name: 'ROCHE Nina' }, answer: null },
      { id: CAMILLE, answer: 'absence', lastDay: DAY, access: [] },
    ]);
    const { body } = await send(town, `/access-reviews/${id}/confirmations`, {
      ids: [deriveId('test-person', 'Nina', 'Roche')],
      reason: 'Toujours en fonction, mêmes profils.',
    });
    expect(body.results).toMatchObject([{ refusal: null }]);
    expect(await reviews(officer)).toMatchObject([{ state: 'completed', daysLate: 0 }]);

    // Back, the profile is granted again, and the next review tells of it.
    clock.set(`${addDays(DAY, 20)}T09:00:00.000Z`);
    const requested = { reference: 'DGS-7', requestedOn: addDays(DAY, 20) };
    const back = { returnedOn: addDays(DAY, 19), ...requested };
    expect((await send(town, `/departures/${absent.body.id}/return`, back)).status).toBe(201);
    const [request] = (await read(officer, '/lists/habilitation-requests?state=pending')).body.items;
    expect((await send(officer, `/habilitation-requests/${request.id}/grant`, {})).status).toBe(201);
    await open(officer);
    const [next] = await reviews(officer);
    expect(await personsOf(town, next.id)).toMatchObject([
      {
        id: CAMILLE,
        change: 'returned',
        lost: [],
        access: [{ profile: 'activity', establishment: NURSERY.name }],
      },
      { person: { name: 'ROCHE Nina' }, change: 'none' },
    ]);
  });

  it('needs no answer about whoever was replaced meanwhile', async () => {
    await register.agent('Louise', 'Bernard', 'activity');
    await eventually(async () => (await reviews(officer))[0].answered === 1);
    const [{ id }] = await reviews(officer);
    expect(await personsOf(town, id)).toMatchObject([
      { person: { name: 'ROCHE Nina' }, answer: null },
      { id: CAMILLE, answer: 'ended', answeredBy: 'La Caf' },
    ]);
  });

  it('nor about whoever held under a convention that has ended: the others are still to be answered for', async () => {
    const confirm = async (id: string, lastName: string, firstName: string) =>
      send(town, `/access-reviews/${id}/confirmations`, {
        ids: [deriveId('test-person', firstName, lastName)],
        reason: 'Toujours en fonction, mêmes profils.',
      });
    const [{ id: last }] = await reviews(officer);
    expect((await confirm(last, 'Roche', 'Nina')).body.results).toMatchObject([{ refusal: null }]);

    clock.set(`${addDays(DAY, 21)}T09:00:00.000Z`);
    const conventionId = await register.convention({ establishments: [SECOND_PLACE] });
    await register.agent('Paul', 'Petit', 'approver');
    await register.habilitate('Paul', 'Petit', 'activity', SECOND_PLACE.id);
    await register.revoke('Paul', 'Petit', 'approver');
    await open(officer);
    const [{ id, persons }] = await reviews(officer);
    expect(persons).toBe(3);
    await register.terminate(conventionId);
    expect((await read(officer, '/lists/conventions?state=terminated')).body.count).toBe(1);
    expect((await read(officer, '/lists/habilitations?q=paul')).body.count).toBe(0);
    const job = running.services.get(AccessReviewsJob, { strict: false });
    expect(await runAs(systemActor('access-reviews'), () => job.run())).toMatchObject({ lapsed: 0 });
    expect(await personsOf(town, id)).toMatchObject([
      { person: { name: 'BERNARD Louise' }, answer: null },
      { person: { name: 'ROCHE Nina' }, answer: null },
      { person: { name: 'PETIT Paul' }, answer: 'ended', answeredBy: 'Greffe' },
    ]);
  });
});
