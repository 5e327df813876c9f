import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import request from 'supertest';
import { rebuild } from '#event-sourcing';
import { addDays, deriveId, type Job, type Profile, runAs, systemActor, WHOLE } from '#platform';
import { AccessReviewsJob } from '../../libs/reviews/src/jobs/access-reviews.job.ts';
import { reviewsProjection } from '../../libs/reviews/src/read-models/reviews/projection.ts';
import { ApiDocument } from '../support/api-document.ts';
import { callerOf } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';
import { describeWithPoppler, lettersOf, pagesOf } from '../support/pdf.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';
import { upToDate } from '../support/up-to-date.ts';

const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais', address: 'Arras', representative: 'R.' };
const STATEMENT = 'Toujours en fonction, mêmes profils.';
const clock = new TestClock('2026-09-15T09:00:00.000Z');

let running: RunningRegister;
let register: SmallRegister;
let api: ApiDocument;
let town: string;
let officer: string;
let security: string;
let stranger: string;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  register = new SmallRegister(running.services);
  api = await ApiDocument.of(running.url);
  await register.convention();
  const staff = async (...given: Parameters<SmallRegister['staff']>) =>
    register.activate(await register.staff(...given));
  town = await staff('gestionnaire', 'Sophie Lemaire');
  officer = await staff('caf-habilitation', 'Nadia Ferrand');
  security = await staff('caf-security', 'Olivier Prévost');
  stranger = await staff('caf-habilitation', 'Benoît Autre', OTHER_CAF);
  for (const [first, last, profile] of [
    ['Camille', 'Durand', 'activity'],
    ['Émile', 'Zola', 'financial'],
    ['Nina', 'Roche', 'approver'],
  ] as const) {
    await register.activate(await register.agent(first, last, profile));
  }
});
afterAll(() => running.close());

const personOf = (firstName: string, lastName: string) => deriveId('test-person', firstName, lastName);
const CAMILLE = personOf('Camille', 'Durand');
const EMILE = personOf('Émile', 'Zola');
const NINA = personOf('Nina', 'Roche');

/** Signed in anew: the clock goes on by weeks. Answers that are not as documented fail. */
async function read(userCode: string, path: string) {
  const answer = await (await callerOf(running, userCode)).get(path);
  const [route = ''] = path.split('?');
  if (answer.type.includes('json')) {
    expect(api.faults('GET', `/api${route}`, answer.status, answer.body)).toEqual([]);
  }
  return answer;
}
const send = async (userCode: string, path: string, sent: object) =>
  (await callerOf(running, userCode)).post(path, sent);
const list = async (userCode: string, query = '') =>
  (await read(userCode, `/lists/access-reviews${query}`)).body.items;
const persons = async (userCode: string, query: string) =>
  (await read(userCode, `/lists/reviewed-persons?${query}`)).body.items.map(
    ({ person }: { person: { name: string } }) => person.name,
  );
const run = (job: Type<Job>) =>
  runAs(systemActor('access-reviews'), () => running.services.get(job, { strict: false }).run(WHOLE));
const noon = (day: string) => clock.set(`${day}T10:00:00.000Z`);

async function mailsTo(userCode: string, template: string): Promise<number> {
  const { rows } = await running.engines.database.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM notifications.outbox WHERE user_code = $1 AND template = $2',
    [userCode, template],
  );
  return rows[0]!.count;
}

describe('A yearly access review', () => {
  let id: string;

  it('opens by itself on the day of the year, of whoever holds a habilitation', async () => {
    expect(await run(AccessReviewsJob)).toMatchObject({ opened: 0 });
    noon('2026-10-01');
    expect(await run(AccessReviewsJob)).toEqual({
      examined: 0,
      opened: 1,
      reminded: 0,
      lapsed: 0,
      refused: 0,
    });
    const [review] = await list(town);
    expect(review).toMatchObject({
      gestionnaire: { id: TOWN.id, name: TOWN.name },
      caf: { id: CAF.id, name: CAF.name },
      state: 'open',
      reason: null,
      openedOn: '2026-10-01',
      dueOn: '2026-11-02',
      changesSince: '2025-10-01',
      persons: 3,
      answered: 0,
    });
    id = review.id;
    expect(await run(AccessReviewsJob)).toEqual({
      examined: 1,
      opened: 0,
      reminded: 0,
      lapsed: 0,
      refused: 0,
    });
    await eventually(async () => (await mailsTo(town, 'access-review-opened')) === 1);
    expect((await read(town, '/tasks')).body).toContainEqual(
      expect.objectContaining({ id: `access-review-${id}`, due: '2026-11-02', urgency: 'normal' }),
    );
  });

  it('tells of each what they hold, when they last signed in, and what has changed', async () => {
    const { body } = await read(town, `/lists/reviewed-persons?reviewId=${id}&q=camille`);
    expect(body.items).toMatchObject([
      {
        id: CAMILLE,
        reviewId: id,
        change: 'new',
        lost: [],
        answer: null,
        answeredBy: null,
        person: { name: 'DURAND Camille', function: 'Agent' },
        access: [{ profile: 'activity', establishment: NURSERY.name }],
        gained: [{ profile: 'activity', establishment: NURSERY.name }],
        lastSuccess: null,
      },
    ]);
    expect(await persons(town, `reviewId=${id}`)).toEqual(['DURAND Camille', 'ROCHE Nina', 'ZOLA Émile']);
    expect(await persons(town, `reviewId=${id}&change=none`)).toEqual([]);
  });

  it('is reminded of when it is time to, once', async () => {
    noon('2026-10-19');
    expect(await run(AccessReviewsJob)).toMatchObject({ reminded: 1 });
    expect(await run(AccessReviewsJob)).toMatchObject({ reminded: 0 });
    await eventually(async () => (await mailsTo(town, 'access-review-reminder')) === 1);
  });

  it('is reminded of by the Caf, for a reason, once a day, and by no other', async () => {
    const sent = { ids: [id], reason: 'La campagne approche' };
    const again = await send(officer, '/access-review-reminders', sent);
    expect(again.body.results).toMatchObject([{ id, refusal: { code: 'told-today' } }]);
    noon('2026-10-20');
    const none = randomUUID();
    const { body } = await send(officer, '/access-review-reminders', { ...sent, ids: [id, none] });
    expect(body.results).toMatchObject([
      { id, refusal: null },
      { id: none, refusal: { code: 'not-found' } },
    ]);
    const other = await send(stranger, '/access-review-reminders', sent);
    expect(other.body.results).toMatchObject([{ refusal: { code: 'not-found' } }]);
    expect((await send(town, '/access-review-reminders', sent)).status).toBe(403);
    await eventually(async () => (await mailsTo(town, 'access-review-reminder')) === 2);
    expect(await list(officer)).toMatchObject([{ id, reminders: 2, toldOn: '2026-10-20' }]);
    const acts = (await read(officer, `/acts?about=${id}&q=campagne`)).body.items;
    expect(acts).toMatchObject([
      { steps: [{ title: 'Revue des habilitations rappelée', reason: 'La campagne approche' }] },
    ]);
  });

  it('takes confirmations of many at once, each by itself, of the partner alone', async () => {
    const path = `/access-reviews/${id}/confirmations`;
    const none = randomUUID();
    const sent = { ids: [CAMILLE, none], reason: STATEMENT };
    expect((await send(officer, path, sent)).status).toBe(403);
    expect((await send(town, path, { ...sent, reason: '' })).status).toBe(422);
    const { status, body } = await send(town, path, sent);
    expect(status).toBe(201);
    expect(body.results).toMatchObject([
      { id: CAMILLE, refusal: null },
      { id: none, refusal: { code: 'not-under-review' } },
    ]);
    expect(await list(town)).toMatchObject([{ persons: 3, answered: 1 }]);
    expect(
      (await read(town, `/lists/reviewed-persons?reviewId=${id}&answer=given`)).body.items,
    ).toMatchObject([{ id: CAMILLE, answer: 'confirmed', answeredBy: 'Sophie Lemaire' }]);
    expect(await persons(security, `reviewId=${id}&answer=waiting`)).toEqual(['ROCHE Nina', 'ZOLA Émile']);
  });

  it('is not for others', async () => {
    expect(await list(stranger)).toEqual([]);
    expect(await persons(stranger, `reviewId=${id}`)).toEqual([]);
    expect((await read(stranger, `/access-reviews/${id}`)).body.code).toBe('review-not-found');
    expect((await read(stranger, `/access-reviews/${id}/result.pdf`)).body.code).toBe('review-not-found');
    expect((await read(town, `/access-reviews/${randomUUID()}`)).status).toBe(404);
    expect((await read(town, '/access-reviews/x')).status).toBe(400);
  });

  it('is overdue after its last day, which the Caf sees', async () => {
    noon('2026-11-02');
    expect(await list(officer, '?state=overdue')).toEqual([]);
    noon('2026-11-03');
    for (const state of ['open', 'overdue']) {
      expect(await list(officer, `?state=${state}&q=barœul`)).toMatchObject([{ id, state: 'overdue' }]);
    }
    expect((await read(officer, '/tasks')).body).toContainEqual(
      expect.objectContaining({
        id: 'access-reviews-overdue',
        title: 'Revues des habilitations en retard chez 1\u00a0partenaire',
      }),
    );
    expect((await read(town, '/tasks')).body).toContainEqual(
      expect.objectContaining({ id: `access-review-${id}`, urgency: 'late' }),
    );
    expect((await read(officer, '/lists/partners-to-review')).body.items).toEqual([]);
  });

  it('R20: a departure that is declared is an answer, and so is the end of all that somebody held', async () => {
    const left = { personId: EMILE, kind: 'departure', lastDay: '2026-11-02', reason: 'Mutation' };
    expect((await send(town, '/departures', left)).status).toBe(201);
    await eventually(async () => (await list(town))[0].answered === 2);
    expect(
      (await read(town, `/lists/reviewed-persons?reviewId=${id}&answer=departure`)).body.items,
    ).toMatchObject([{ id: EMILE, access: [], lastDay: '2026-11-02', answeredBy: 'Sophie Lemaire' }]);
    const late = await send(town, `/access-reviews/${id}/confirmations`, { ids: [EMILE], reason: STATEMENT });
    expect(late.body.results).toMatchObject([{ refusal: { code: 'already-answered' } }]);

    const habilitation = deriveId('test-request', NINA, 'approver' satisfies Profile, NURSERY.id);
    const taken = { ids: [habilitation], reason: 'Convention révisée', endedOn: '2026-11-03' };
    expect((await send(officer, '/habilitation-revocations', taken)).body.results[0].refusal).toBeNull();
    await eventually(async () => (await list(town))[0].state === 'completed');
    expect(await list(officer, '?state=completed')).toMatchObject([
      { id, answered: 3, daysLate: 1, closedAt: '2026-11-03T10:00:00.000Z' },
    ]);
    expect(
      (await read(town, `/lists/reviewed-persons?reviewId=${id}&answer=ended`)).body.items,
    ).toMatchObject([{ id: NINA, answeredBy: 'La Caf' }]);
    expect((await read(town, '/tasks')).body).not.toContainEqual(
      expect.objectContaining({ id: `access-review-${id}` }),
    );
  });

  const pdfOf = async (userCode: string): Promise<Buffer> => {
    const session = await sessionOf(running.url, userCode);
    const { body, status } = await request(running.url)
      .get(`/api/access-reviews/${id}/result.pdf`)
      .set({ ...session, ...(await upToDate(running.engines.database)) })
      .responseType('blob');
    expect(status).toBe(200);
    return body;
  };

  describeWithPoppler('Its result', () => {
    it('says of each what was confirmed or has ended, by whom and when, to both sides alike', async () => {
      const [ofTown, ofCaf] = [await pdfOf(town), await pdfOf(security)];
      expect(ofTown.equals(ofCaf)).toBe(true);
      const text = lettersOf((await pagesOf(ofTown)).join('\n'));
      for (const said of [
        'Revue des habilitations',
        'Achevée le 3 novembre 2026',
        '1 jour de retard',
        '1 confirmation',
        'DURAND Camille',
        'Fournisseur données d’activité',
        STATEMENT,
        `Sophie Lemaire (${town})`,
        'Fin de mission déclarée',
        'Dernier jour le 02/11/2026',
        'Habilitations terminées',
        'La Caf',
      ]) {
        expect(text).toContain(lettersOf(said));
      }
      noon('2026-11-12');
      expect((await pdfOf(town)).equals(ofTown)).toBe(true);
    });
  });
});

it('reads the same after a rebuild', async () => {
  const everything = async () => [
    await list(officer),
    (await read(town, '/lists/reviewed-persons')).body.items,
  ];
  const before = await everything();
  await rebuild(running.engines.database, running.engines.store, reviewsProjection);
  expect(await everything()).toEqual(before);
});

describe('A review that the Caf opens', () => {
  const PATH = '/access-reviews';
  const sent = { ids: [TOWN.id], reason: 'Changement de direction' };

  it('is opened with several partners for one reason, each by itself', async () => {
    expect((await read(officer, '/lists/partners-to-review')).body.items).toMatchObject([
      { gestionnaire: { id: TOWN.id }, persons: 1, lastOpenedOn: '2026-10-01' },
    ]);
    expect((await send(security, PATH, sent)).status).toBe(403);
    const elsewhere = await send(stranger, PATH, sent);
    expect(elsewhere.body.results).toMatchObject([{ refusal: { code: 'gestionnaire-not-found' } }]);
    const caller = await callerOf(running, officer);
    // Sent again after an interruption, it answers as it did.
    for (const _ of ['once', 'again']) {
      const { body } = await caller.post(PATH, { ...sent, ids: [TOWN.id, '21620041000011'] }, 'one-key-0001');
      expect(body.results).toMatchObject([
        { id: TOWN.id, refusal: null },
        { id: '21620041000011', refusal: { code: 'gestionnaire-not-found' } },
      ]);
    }
    const again = await send(officer, PATH, sent);
    expect(again.body.results).toMatchObject([{ refusal: { code: 'review-open' } }]);
    const [review, former] = await list(town);
    expect(review).toMatchObject({
      state: 'open',
      persons: 1,
      reason: sent.reason,
      changesSince: former.openedOn,
    });
  });

  it('tells what has changed since the review before', async () => {
    const [{ id }] = await list(town);
    const before = await read(town, `/lists/reviewed-persons?reviewId=${id}`);
    expect(before.body.items).toMatchObject([{ id: CAMILLE, change: 'none', gained: [], lost: [] }]);
    await register.habilitate('Camille', 'Durand', 'financial');
    const { body } = await read(town, `/lists/reviewed-persons?reviewId=${id}&change=changed`);
    expect(body.items).toMatchObject([
      { id: CAMILLE, gained: [{ profile: 'financial', establishment: NURSERY.name }], lost: [] },
    ]);
  });

  it('R20: a change that leaves some profiles is an answer', async () => {
    const [{ id }] = await list(town);
    const habilitationIds = [deriveId('test-request', CAMILLE, 'activity', NURSERY.id)];
    const changed = { personId: CAMILLE, kind: 'change', lastDay: '2026-11-12', reason: 'Autre poste' };
    noon('2026-11-12');
    expect((await send(town, '/departures', { ...changed, habilitationIds })).status).toBe(201);
    await eventually(async () => (await list(town))[0].state === 'completed');
    expect((await read(town, `/lists/reviewed-persons?reviewId=${id}`)).body.items).toMatchObject([
      { answer: 'change', access: [{ profile: 'financial' }] },
    ]);
  });

  it('ends with the convention: there is nothing left to confirm', async () => {
    expect((await send(officer, PATH, sent)).body.results).toMatchObject([{ refusal: null }]);
    const { body } = await read(officer, '/lists/conventions');
    const ended = { reason: 'Mot de passe partagé' };
    expect((await send(officer, `/conventions/${body.items[0].id}/termination`, ended)).status).toBe(201);
    expect((await read(officer, '/lists/conventions')).body.items).toMatchObject([{ state: 'terminated' }]);
    expect(await run(AccessReviewsJob)).toMatchObject({ examined: 1, lapsed: 1, reminded: 0 });
    expect(await list(town, '?state=lapsed')).toMatchObject([{ answered: 0 }]);
    expect((await send(officer, PATH, sent)).body.results).toMatchObject([
      { refusal: { code: 'no-convention-in-force' } },
    ]);
    const [{ id }] = await list(town);
    const reminder = await send(officer, '/access-review-reminders', { ids: [id], reason: 'x' });
    expect(reminder.body.results).toMatchObject([{ refusal: { code: 'review-over' } }]);
    noon(addDays('2026-11-12', 1));
    expect(await run(AccessReviewsJob)).toMatchObject({ examined: 0, opened: 0 });
  });
});
