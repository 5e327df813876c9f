import request from 'supertest';
import { consultationsProjection } from '#connections';
import { rebuild } from '#event-sourcing';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { SmallRegister, TOWN } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

const OTHER_CAF = { id: '627', name: 'Caf d’ailleurs' };

const BY_ITSELF = { 'Greffe-Background': '?1' };

let running: RunningRegister;
let correspondent: Reader;
let security: Reader;
let stranger: Reader;

interface Reader {
  readonly userCode: string;
  readonly session: Record<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<request.Response>;
}

async function reader(userCode: string): Promise<Reader> {
  const session = await sessionOf(running.url, userCode);
  const get = async (path: string, headers: Record<string, string> = {}) =>
    request(running.url)
      .get(`/api${path}`)
      .set({ ...session, ...headers, ...(await upToDate(running.engines.database)) });
  return { userCode, session, get };
}

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  const register = new SmallRegister(running.services);
  await register.convention();
  const open = async (...member: Parameters<SmallRegister['staff']>) =>
    reader(await register.activate(await register.staff(...member)));
  correspondent = await open('gestionnaire', 'Sophie Lemaire');
  security = await open('caf-security', 'Olivier Prévost');
  stranger = await open('caf-security', 'Marc Petit', OTHER_CAF);
});
afterAll(() => running.close());

/** What a reader is shown of the consultations, the latest first, those of this very list apart. */
async function shownTo(who: Reader, query = '') {
  const { body, status } = await who.get(`/consultations?${query}`);
  expect(status).toBe(200);
  return (
    body.items as { userCode: string; view: string; asked: { name: string; value: string }[]; name: string }[]
  )
    .filter(({ view }) => view !== 'consultations')
    .map(({ userCode, view, asked, name }) => ({ userCode, view, asked, name }));
}

it('who reads a journal, a report, a document is on record, and the head of security sees it', async () => {
  const report = `gestionnaireId=${TOWN.id}&from=2026-01-01&to=2026-02-01`;
  expect((await security.get(`/connections?userCode=${correspondent.userCode}&limit=1`)).status).toBe(200);
  expect((await security.get(`/anomaly-report.csv?${report}`)).status).toBe(200);
  expect((await correspondent.get('/annex.pdf?on=2026-02-01')).status).toBe(200);

  const by = (who: Reader, name: string) => ({ userCode: who.userCode, name });
  expect(await shownTo(security)).toEqual([
    {
      ...by(correspondent, 'Sophie Lemaire'),
      view: 'annex-pdf',
      asked: [{ name: 'on', value: '2026-02-01' }],
    },
    {
      ...by(security, 'Olivier Prévost'),
      view: 'anomaly-report-csv',
      asked: [
        { name: 'from', value: '2026-01-01' },
        { name: 'gestionnaireId', value: TOWN.id },
        { name: 'to', value: '2026-02-01' },
      ],
    },
    {
      ...by(security, 'Olivier Prévost'),
      view: 'attempts',
      asked: [{ name: 'userCode', value: correspondent.userCode }],
    },
  ]);
});

it('keeps what a rule was replayed with', async () => {
  const period = { from: '2026-01-01', to: '2026-02-01' };
  const { status } = await request(running.url)
    .post('/api/rules/failures-from-one-network/replay')
    .set({ ...security.session, ...(await upToDate(running.engines.database)) })
    .send({ threshold: 12, ...period });
  expect(status).toBe(200);
  const [replayed] = await shownTo(security);
  expect(replayed).toMatchObject({ view: 'rule-replay', userCode: security.userCode });
  expect(replayed!.asked).toEqual([
    { name: 'from', value: period.from },
    { name: 'name', value: 'failures-from-one-network' },
    { name: 'threshold', value: '12' },
    { name: 'to', value: period.to },
  ]);
});

it('keeps that somebody was searched for, and not by which name: the same words have the same hash', async () => {
  const searched = async (q: string) => {
    expect((await security.get(`/lists/persons.csv?q=${encodeURIComponent(q)}`)).status).toBe(200);
    const [read] = await shownTo(security);
    return read!.asked.find(({ name }) => name === 'q')!.value;
  };
  const hash = await searched('Vandenbroucke Théo');
  expect(hash).toMatch(/^empreinte [0-9a-f]{16}$/);
  expect(await searched(' vandenbroucke  théo ')).toBe(hash);
  expect(await searched('Vandenbrouck')).not.toBe(hash);
  expect(await searched(security.userCode)).toBe(security.userCode);
});

it.each(['name', 'notName'])(
  'keeps no %s that the journal was narrowed by, one by one',
  async (parameter) => {
    const searched = async (...names: string[]) => {
      const query = names.map((name) => `${parameter}=${encodeURIComponent(name)}`).join('&');
      expect((await security.get(`/connections/top?${query}`)).status).toBe(200);
      const [read] = await shownTo(security);
      return read!.asked.find(({ name }) => name === parameter)!.value.split(', ');
    };
    const [one, other] = await searched('Vandenbroucke', 'Le Goff');
    expect([one, other]).toEqual(Array(2).fill(expect.stringMatching(/^empreinte [0-9a-f]{16}$/)));
    expect(await searched('Le Goff')).toEqual([other]);
    expect(await searched('Vandenbroucke', 'Dubois')).toEqual([one, expect.not.stringContaining('Dubois')]);
  },
);

it('a page that reads the same again by itself is at one consultation; whoever asks anew is recorded anew', async () => {
  const path = `/connections?userCode=${security.userCode}&outcome=success&outcome=idle`;
  const recorded = async () =>
    (await shownTo(security)).filter(({ asked }) => asked.some(({ value }) => value === 'success, idle'));
  expect((await security.get(path, BY_ITSELF)).status).toBe(200);
  for (let again = 0; again < 3; again++) await security.get(path, BY_ITSELF);
  expect(await recorded()).toHaveLength(1);
  await security.get(path);
  expect(await recorded()).toHaveLength(2);
  const about = await shownTo(security, 'about=idle');
  expect(about).toEqual(await recorded());
});

it('R18: a question to the journal ends on the server when its reader goes', async () => {
  const waiting = async () => {
    const { rows } = await running.engines.database.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM journal.attempts%'
       AND datname = current_database()`,
    );
    return rows.length;
  };
  await running.engines.database.transaction(async (sql) => {
    await sql.query('LOCK TABLE journal.attempts');
    const leaving = new AbortController();
    const asked = { headers: security.session, signal: leaving.signal };
    const answer = fetch(`${running.url}/api/connections`, asked).catch(() => 'gone');
    await eventually(async () => (await waiting()) === 1);
    leaving.abort();
    expect(await answer).toBe('gone');
    await eventually(async () => (await waiting()) === 0);
  });
});

it('what was refused or not found is no consultation', async () => {
  const before = await shownTo(security);
  expect((await correspondent.get('/connections')).status).toBe(403);
  expect((await security.get('/anomalies/00000000-0000-4000-8000-000000000000')).status).toBe(404);
  expect((await security.get('/connections?from=2026-02-02&to=2026-02-01')).status).toBe(422);
  expect(await shownTo(security)).toEqual(before);
});

it('narrows by reader, by what was read, by subject and by day', async () => {
  const views = async (query: string) => (await shownTo(security, query)).map(({ view }) => view);
  expect(await views(`userCode=${correspondent.userCode.toLowerCase()}`)).toEqual(['annex-pdf']);
  expect(await views('view=attempts')).toEqual(['attempts', 'attempts', 'attempts']);
  expect(await views(`about=${correspondent.userCode}`)).toEqual(['attempts']);
  expect(await views(`about=${TOWN.id}`)).toEqual(['anomaly-report-csv']);
  expect(await views(`q=${TOWN.id.slice(3, 9)}`)).toEqual(['anomaly-report-csv']);
  expect(await views('to=2020-01-01')).toEqual([]);
  expect((await security.get('/consultations?from=2026-02-02&to=2026-02-01')).body.code).toBe('bad-period');
});

it('pages without gap or repetition', async () => {
  const seen: string[] = [];
  let next: string | null = '';
  const view = 'view=consultations&limit=2';
  const last = (await security.get(`/consultations?view=consultations&limit=1`)).body.items[0].at;
  while (next !== null) {
    const page = await security.get(`/consultations?${view}${next && `&cursor=${next}`}`);
    const older = page.body.items.filter(({ at }: { at: string }) => at <= last);
    seen.push(...older.map(({ id }: { id: string }) => id));
    next = page.body.next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(5);
});

it('the list is itself on record; another Caf sees nothing of it, and no other role may ask', async () => {
  expect((await security.get('/consultations?view=consultations')).body.items.length).toBeGreaterThan(0);
  expect(await shownTo(stranger)).toEqual([]);
  expect((await correspondent.get('/consultations')).status).toBe(403);
});

it('the read model equals a rebuild from zero', async () => {
  await shownTo(security);
  const { database, store } = running.engines;
  const count = async () => {
    const { rows } = await database.query('SELECT * FROM consultations.consultations ORDER BY at, id');
    return rows;
  };
  await security.get('/consultations');
  await shownTo(security);
  const before = await count();
  await rebuild(database, store, consultationsProjection);
  expect((await count()).slice(0, before.length)).toEqual(before);
});

it('as a file it has what is shown, and making it is on record', async () => {
  const { text } = await security.get(`/consultations.csv?about=${TOWN.id}`);
  expect(text).toContain('rapport d’anomalies, en CSV');
  expect(await shownTo(security, 'view=consultations-export')).toMatchObject([
    { asked: [{ name: 'about', value: TOWN.id }] },
  ]);
});
