import request from 'supertest';
import { isCompared } from '../../apps/web/src/api/compared.ts';
import { ApiDocument, type Operation } from '../support/api-document.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { NURSERY, SmallRegister } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

type Session = Record<string, string>;

let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;
let nadia: Session;
let paul: Session;
let town: Session;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  await register.convention();
  const member = async (role: 'caf-habilitation' | 'gestionnaire', name: string, email?: string) =>
    sessionOf(running.url, await register.activate(await register.staff(role, name, undefined, email)));
  nadia = await member('caf-habilitation', 'Nadia Ferrand');
  paul = await member('caf-habilitation', 'Paul Roux', 'paul.roux@595.example');
  town = await member('gestionnaire', 'Sophie Lemaire');
});
afterAll(() => running.close());

async function read(session: Session, path: string) {
  const fresh = await upToDate(running.engines.database);
  const answer = await request(running.url)
    .get(path)
    .set({ ...session, ...fresh });
  expect(answer.status).toBe(200);
  return { body: answer.body, tag: answer.headers.etag! };
}

async function send(session: Session, path: string, body: object, headers: Session = {}) {
  const fresh = await upToDate(running.engines.database);
  const answer = await request(running.url)
    .post(path)
    .set({ ...session, ...fresh, ...headers })
    .send(body);
  expect(api.faults('POST', path, answer.status, answer.body)).toEqual([]);
  return answer;
}

let counted = 0;

/** A request that waits: of a person for a profile that nobody else asks for meanwhile. */
async function waitingRequest(): Promise<string> {
  counted++;
  const person = {
    lastName: 'Morel',
    firstName: 'Denise',
    function: 'Agent',
    email: `d.morel${counted}@mons.example`,
  };
  const personId = (await send(town, '/api/persons', person)).body.id;
  const { body } = await read(town, '/api/establishments');
  const wanted = { establishmentId: body[0].id, personId, profile: 'activity' };
  const asked = { ...wanted, reference: 'PE-1', requestedOn: '2026-01-05' };
  const answer = await send(town, '/api/habilitation-requests', asked);
  expect(answer.status).toBe(201);
  return answer.body.id;
}

const grant = (id: string) => `/api/habilitation-requests/${id}/grant`;
const refusal = (id: string) => `/api/habilitation-requests/${id}/refusal`;
const REASON = { reason: 'Demande incomplète' };

describe('Two officers on one request', () => {
  it('the second is told what changed, when and by whom, and nothing is done', async () => {
    const id = await waitingRequest();
    const { tag } = await read(paul, '/api/lists/habilitation-requests');
    expect(tag).toMatch(/^"[0-9a-f-]{33}"$/);
    expect((await send(nadia, refusal(id), REASON, { 'If-Match': tag })).status).toBe(201);

    const second = await send(paul, grant(id), {}, { 'If-Match': tag });
    expect(second.status).toBe(412);
    expect(second.body).toMatchObject({
      code: 'changed-meanwhile',
      changes: [{ what: 'Demande refusée', who: 'Nadia Ferrand', at: expect.stringMatching(/Z$/) }],
    });

    // Having looked, or having been told, the rule itself says no.
    const { tag: looked } = await read(paul, '/api/lists/habilitation-requests');
    for (const seen of [looked, second.headers.etag!])
      expect((await send(paul, grant(id), {}, { 'If-Match': seen })).body.code).toBe('request-decided');
  });

  it('one’s own other page is told too, and a repeated key has its first answer', async () => {
    const id = await waitingRequest();
    const { tag } = await read(nadia, '/api/lists/habilitation-requests');
    const headers = { 'If-Match': tag, 'Idempotency-Key': `refusal-${id}` };
    expect((await send(nadia, refusal(id), REASON, headers)).status).toBe(201);
    expect((await send(nadia, refusal(id), REASON, headers)).status).toBe(201);
    const other = await send(nadia, grant(id), {}, { 'If-Match': tag });
    expect(other.body.changes).toMatchObject([{ who: 'vous-même, dans une autre page' }]);
  });

  it('what happened to another request is no change of this one', async () => {
    const one = await waitingRequest();
    const { tag } = await read(nadia, '/api/lists/habilitation-requests');
    expect((await send(paul, refusal(one), REASON)).status).toBe(201);
    const other = await waitingRequest();
    const { tag: later } = await read(nadia, '/api/lists/habilitation-requests');
    expect(later > tag).toBe(true);
    expect((await send(nadia, refusal(other), REASON, { 'If-Match': later })).status).toBe(201);
  });
});

describe('R9: the two parts of a declaration', () => {
  const ACTIVITY = {
    places: 20,
    openingDays: 220,
    hoursInvoiced: 100,
    hoursRealised: 90,
    childrenEnrolled: 25,
  };
  const FINANCES = { charges: { 60: 100 }, income: { 70: 100 } };
  let activity: Session;
  let financial: Session;
  let path: string;
  beforeAll(async () => {
    activity = await sessionOf(
      running.url,
      await register.activate(await register.agent('Camille', 'Durand', 'activity')),
    );
    financial = await sessionOf(
      running.url,
      await register.activate(await register.agent('Ahmed', 'Petit', 'financial')),
    );
    const subject = { establishmentId: NURSERY.id, year: 2026, kind: 'forecast' };
    const { status, body } = await send(activity, '/api/declarations', subject);
    expect(status).toBe(201);
    path = `/api/declarations/${body.id}`;
  });
  const put = (session: Session, part: string, body: object, tag: string) =>
    request(running.url)
      .put(`${path}/${part}`)
      .set({ ...session, 'If-Match': tag })
      .send(body);

  it('are written side by side; of the same part the second is told', async () => {
    const { tag } = await read(activity, path);
    await put(financial, 'finances', FINANCES, tag).expect(200);
    const first = await put(activity, 'activity', ACTIVITY, tag).expect(200);
    const second = await put(activity, 'activity', { ...ACTIVITY, places: 21 }, tag).expect(412);
    expect(second.body.changes).toMatchObject([
      { what: 'Données d’activité enregistrées', who: 'vous-même, dans une autre page' },
    ]);
    // The position of one's own change is one's own present.
    const own = `"${first.headers['greffe-position']}"`;
    await put(activity, 'activity', { ...ACTIVITY, places: 21 }, own).expect(200);
  });
});

describe('`If-Match`', () => {
  const takesIt = ({ parameters = [] }: Operation) => parameters.some(({ name }) => name === 'If-Match');

  it('is not asked for: without, or with any (`*`), the present state decides', async () => {
    const id = await waitingRequest();
    await send(nadia, refusal(id), REASON);
    for (const headers of [{}, { 'If-Match': '*' }] as Session[]) {
      expect((await send(paul, grant(id), {}, headers)).body.code).toBe('request-decided');
    }
  });

  it.each(['W/"0000000000000001-0000000000000001"', '"7"', 'abc', '"a", "b"'])(
    'refuses what no answer had as its tag: %s',
    async (tag) => {
      const answer = await send(paul, grant('00000000-0000-4000-8000-00000000000a'), {}, { 'If-Match': tag });
      expect([answer.status, answer.body.code]).toEqual([422, 'bad-if-match']);
    },
  );

  it('the tag spares nobody an answer: it says nothing of the reader', async () => {
    const { tag } = await read(nadia, '/api/lists/conventions');
    const again = await request(running.url)
      .get('/api/lists/conventions')
      .set({ ...town, 'If-None-Match': tag });
    expect(again.status).toBe(200);
  });

  it('a head has the tag of the whole answer, and takes no version either', async () => {
    const fresh = await upToDate(running.engines.database);
    const { tag } = await read(nadia, '/api/lists/conventions');
    const head = await request(running.url)
      .head('/api/lists/conventions')
      .set({ ...nadia, ...fresh, 'If-Match': tag });
    expect([head.status, head.headers.etag]).toEqual([200, tag]);
  });

  it('is refused where nothing is compared, and nothing is done: whoever names a version means it', async () => {
    const person = {
      lastName: 'Petit',
      firstName: 'Léa',
      function: 'Agent',
      email: 'lea.petit@mons.example',
    };
    const named = async () => (await read(town, '/api/lists/persons?q=lea.petit')).body.count;
    const { tag } = await read(town, '/api/lists/persons');
    const refused = await send(town, '/api/persons', person, { 'If-Match': tag });
    expect([refused.status, refused.body.code, await named()]).toEqual([412, 'nothing-compared', 0]);
    const taken = await send(town, '/api/persons', person, { 'If-Match': '*' });
    expect([taken.status, await named()]).toEqual([201, 1]);
  });

  it('is sent by the web exactly where it is taken', () => {
    const commands = api.operations.filter(({ method }) => method !== 'get');
    const wrong = commands.filter(
      (command) => isCompared(command.path.replace('/api', '')) !== takesIt(command),
    );
    expect(wrong.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('is taken wherever something that exists is changed', () => {
    const without = api.operations.filter(
      (operation) =>
        operation.method !== 'get' &&
        operation.path.includes('{') &&
        !/\/files(\/\{fileId\})?$/.test(operation.path) &&
        !takesIt(operation),
    );
    // Besides files, which are given or taken back whatever else is there: a run is asked for whatever ran before, a view has
    // nothing that could have changed, a session is open or is not, a replay changes nothing, a note joins those that are there,
    // a device of one's own is added or is not, of a bulk confirmation each person is one act, which keeps what they hold at that
    // instant, and an erasure or a freeze is decided by what the log says then.
    expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'post /api/jobs/{name}/runs',
      'delete /api/journal-views/{id}',
      'post /api/accounts/{userCode}/sessions/ending',
      'post /api/accounts/{userCode}/sessions/{id}/ending',
      'post /api/own-access/sessions/{id}/ending',
      'post /api/own-access/one-time-codes/{id}/confirmation',
      'delete /api/own-access/factors/{id}',
      'delete /api/own-access/identities/{id}',
      'post /api/rules/{name}/replay',
      'post /api/anomalies/{id}/notes',
      'post /api/access-reviews/{id}/confirmations',
      'post /api/holders/{id}/personal-data/erasure',
      'post /api/holders/{id}/personal-data/erasure/confirmation',
      'post /api/holders/{id}/personal-data/erasure/refusal',
      'post /api/holders/{id}/personal-data/freeze',
      'post /api/holders/{id}/personal-data/freeze/lifting',
      'post /api/holders/{id}/personal-data/access',
      'post /api/holders/{id}/personal-data/access/grant',
      'post /api/holders/{id}/personal-data/access/refusal',
    ]);
  });
});
