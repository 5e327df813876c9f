import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

let running: RunningRegister;
let olivier: Officer;
let marc: Officer;
type Officer = Awaited<ReturnType<typeof officer>>;

async function officer(register: SmallRegister, name: string) {
  const email = `${name.replace(' ', '.')}@caf.example`;
  const userCode = await register.activate(await register.staff('caf-security', name, undefined, email));
  const session = await sessionOf(running.url, userCode);
  const headers = async () => ({ ...session, ...(await upToDate(running.engines.database)) });
  const saves = async (view: object, key: string = randomUUID()) =>
    request(running.url)
      .post('/api/journal-views')
      .set({ ...(await headers()), 'Idempotency-Key': key })
      .send({ name: 'Refus', search: 'notOutcome=success', audience: 'own', ...view });
  const sees = async () =>
    (
      await request(running.url)
        .get('/api/journal-views')
        .set(await headers())
    ).body as Record<string, string>[];
  return { userCode, saves, sees };
}

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  const register = new SmallRegister(running.services);
  olivier = await officer(register, 'Olivier Prévost');
  marc = await officer(register, 'Marc Petit');
});
afterAll(() => running.close());

it('R18: says by whom a view is shared', async () => {
  const key = randomUUID();
  const { status, body } = await olivier.saves({ audience: 'team' }, key);
  expect(status).toBe(201);
  expect(await marc.sees()).toMatchObject([
    { name: 'Refus', userCode: olivier.userCode, savedBy: 'Olivier Prévost' },
  ]);
  expect((await olivier.saves({ audience: 'team' }, key)).body.id).toBe(body.id);
});

it('R18: two views that somebody sees have two names', async () => {
  expect((await olivier.saves({ name: 'À suivre' })).status).toBe(201);
  for (const [who, name] of [
    [olivier, 'à suivre'],
    [marc, 'refus'],
  ] as const) {
    const { status, body } = await who.saves({ name });
    expect([status, body.code]).toEqual([409, 'name-taken']);
  }
  expect((await marc.saves({ name: 'À suivre' })).status).toBe(201);
  expect((await marc.sees()).map(({ name }) => name)).toEqual(['À suivre', 'Refus']);
});

it.each([
  'n’importe quoi',
  'refus=1',
  'from=hier',
  'from=2026-01-01&from=2026-01-02',
  'outcome=vague',
  'days=0',
  'days=30&cursor=abc',
])('R18: a view is of the journal and of nothing else: %s', async (search) => {
  const { status, body } = await olivier.saves({ name: search.slice(0, 80), search });
  expect([status, body.errors?.[0]?.field]).toEqual([422, 'search']);
});

it.each([
  'days=30',
  'from=2026-01-01&to=2026-02-01T10%3A00%3A00.000Z',
  'name=Le+Goff&name=Dubois&outcome=idle',
])('R18: a view keeps what the journal is asked: %s', async (search) => {
  expect((await olivier.saves({ name: search, search })).status).toBe(201);
});
