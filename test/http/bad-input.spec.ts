import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { Engines } from '#composition';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { newestPosition } from '../support/newest-position.ts';
import { signedInAs } from '../support/signed-in.ts';
import { testEngines } from '../support/test-engines.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER_ID = '00000000-0000-4000-8000-000000000002';
const LETTERED_ID = 'abcdef00-0000-4000-8000-000000000003';
const MEGABYTES = 8;
const LEVELS = 30_000;

const convention = {
  gestionnaire: {
    id: '21590410000017',
    siret: '21590410000017',
    name: 'Mairie de Mons-en-Barœul',
    address: '27 avenue Robert Schuman, 59370 Mons-en-Barœul',
    representative: 'Rudy Elgeest',
  },
  caf: { id: '595', name: 'Caf du Nord', address: '59863 Lille Cedex 9', representative: 'Luc Grard' },
  establishments: [{ id: ID, name: 'Crèche', address: '14 rue Lamartine' }],
  effectiveFrom: null,
  until: '2027-12-31',
};

let engines: Engines;
let app: NestExpressApplication;
let officer: Record<string, string>;
let security: Record<string, string>;

beforeAll(async () => {
  engines = await testEngines({ LOG_LEVEL: 'fatal' });
  app = await createPortal(engines);
  await app.init();
  officer = await signedInAs(app, 'caf-habilitation');
  security = await signedInAs(app, 'caf-security');
});
afterAll(async () => {
  await app.close();
  await engines.close();
});

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options';

const as = (headers: Record<string, string>, method: Method, path: string) =>
  request(app.getHttpServer())[method](path).set(headers);

/** The answer is a problem of this status and code, and nothing was written. */
async function refused(
  call: request.Test,
  status: number,
  code: string,
  field?: string,
): Promise<request.Response> {
  const head = await newestPosition(engines.database);
  const response = await call;
  const { status: answered, body, headers } = response;
  expect({ status: answered, code: body.code }).toEqual({ status, code });
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body).toMatchObject({ type: `urn:greffe:problem:${code}`, status, detail: expect.any(String) });
  if (field) expect(body.errors).toContainEqual({ field, message: expect.any(String) });
  expect(await newestPosition(engines.database)).toBe(head);
  return response;
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const register = (body: object | string) => as(officer, 'post', '/api/conventions').type('json').send(body);

it('accepts the well-formed body that the malformed ones are made from', async () => {
  await register({
    ...convention,
    establishments: [{ ...convention.establishments[0], id: OTHER_ID }],
  }).expect(201);
});

it('knows an id in capitals by its small letters', async () => {
  const establishments = [{ ...convention.establishments[0], id: LETTERED_ID }];
  const { body } = await register({ ...convention, establishments }).expect(201);
  const path = `/api/conventions/${body.id.toUpperCase()}/effective-date`;
  const answer = await as(officer, 'put', path).send({ effectiveFrom: '2026-01-01' }).expect(200);
  expect(answer.body).toEqual({ id: body.id });
});

describe('A body is refused', () => {
  it.each([
    ['that ends too soon', '{"gestionnaire": {"id": "1"'],
    ['that is no JSON', 'gestionnaire=1'],
    ['that is text where an object belongs', '"text"'],
    ['that is nested without end', nested(LEVELS)],
    ['with a field that is nested without end', `{"caf": ${nested(LEVELS)}}`],
  ])('%s', (_, body) => refused(register(body), 400, 'malformed-request'));

  it.each<[string, object, string]>([
    ['that is empty', {}, 'gestionnaire'],
    ['that is a list', [convention], '0'],
    ['with an unknown field', { ...convention, approved: true }, 'approved'],
    ['with an unknown field inside', { ...convention, caf: { ...convention.caf, logo: 1 } }, 'caf.logo'],
    ['with a day that does not exist', { ...convention, until: '2027-02-30' }, 'until'],
    ['with a date of another form', { ...convention, until: '31/12/2027' }, 'until'],
    ['with a number for a date', { ...convention, until: 20271231 }, 'until'],
    [
      'with a malformed id',
      { ...convention, establishments: [{ ...convention.establishments[0], id: '1' }] },
      'establishments.0.id',
    ],
    ['with a text for a list', { ...convention, establishments: 'all' }, 'establishments'],
    ['with nothing for an object', { ...convention, caf: null }, 'caf'],
    ['with a NUL character', { ...convention, caf: { ...convention.caf, name: 'Caf\0du Nord' } }, 'caf.name'],
    ['with half a character', { ...convention, caf: { ...convention.caf, name: 'Caf \ud83d' } }, 'caf.name'],
    [
      'with a text too long',
      { ...convention, caf: { ...convention.caf, name: 'a'.repeat(5000) } },
      'caf.name',
    ],
    [
      'with a SIRET whose sum is wrong',
      { ...convention, gestionnaire: { ...convention.gestionnaire, siret: '11111111111111' } },
      'gestionnaire.siret',
    ],
    [
      'with an invisible character',
      { ...convention, caf: { ...convention.caf, representative: 'Thị\u200bLan' } },
      'caf.representative',
    ],
    [
      'with a line break where there is one line',
      { ...convention, caf: { ...convention.caf, address: 'Lille\nCedex' } },
      'caf.address',
    ],
    [
      'with an object for a text',
      { ...convention, caf: { ...convention.caf, name: { $ne: '' } } },
      'caf.name',
    ],
  ])('%s', (_, body, field) => refused(register(body), 422, 'invalid-fields', field));

  it('with one establishment in two spellings of its id', () => {
    const [place] = convention.establishments;
    const establishments = [LETTERED_ID, LETTERED_ID.toUpperCase()].map((id) => ({ ...place, id }));
    return refused(register({ ...convention, establishments }), 422, 'establishment-twice');
  });

  it('with what is wrong first: a text that is not there is neither too long nor full of bad characters', async () => {
    const { body } = await register({ ...convention, caf: {} });
    expect(body.errors).toContainEqual({ field: 'caf.name', message: 'Remplissez ce champ par un texte.' });
  });

  it('in a sentence that says which character it was', async () => {
    const { body } = await register({ ...convention, caf: { ...convention.caf, name: 'Caf\u00addu Nord' } });
    expect(body.errors).toContainEqual({
      field: 'caf.name',
      message: 'Ce texte contient un caractère invisible (U+00AD)\u00a0: retirez-le.',
    });
  });

  it('that is too large', () =>
    refused(register({ ...convention, padding: 'a'.repeat(MEGABYTES * 2 ** 20) }), 413, 'too-large'));

  it('that is a file, where none is taken', () =>
    refused(
      as(officer, 'post', '/api/conventions')
        .set('Content-Type', 'application/octet-stream')
        .send(Buffer.from('%PDF-1.7')),
      415,
      'unsupported-media-type',
    ));

  it('that is a file, from a page elsewhere', () =>
    refused(
      as(officer, 'post', `/api/anomalies/${ID}/files?name=a.pdf`)
        .set({ 'Content-Type': 'application/octet-stream', Origin: 'https://ailleurs.example' })
        .send(Buffer.from('%PDF-1.7')),
      403,
      'foreign-origin',
    ));

  it('in a character set that nobody knows', () =>
    refused(
      as(officer, 'post', '/api/conventions')
        .set('Content-Type', 'application/json; charset=klingon')
        .send('{}'),
      415,
      'unsupported-media-type',
    ));
});

describe('An address is refused', () => {
  it.each<[string, Method, string, number, string]>([
    ['with a malformed id', 'get', '/api/conventions/1', 400, 'malformed-request'],
    ['with an id that is SQL', 'get', `/api/conventions/${ID}'%20OR%201=1`, 400, 'malformed-request'],
    ['with a NUL character', 'get', '/api/conventions/%00', 400, 'malformed-request'],
    ['that is not encoded well', 'get', '/api/conventions/%E0%A4%A', 400, 'malformed-request'],
    ['of nothing', 'get', `/api/conventions/${ID}`, 404, 'convention-not-found'],
    ['that nobody knows', 'get', '/api/unknown', 404, 'not-found'],
  ])('%s', (_, method, path, status, code) => refused(as(officer, method, path), status, code));

  it.each<[Method, string, string]>([
    ['patch', '/api/conventions', 'POST'],
    ['delete', '/api/conventions', 'POST'],
    ['options', '/api/conventions', 'POST'],
    ['put', `/api/conventions/${ID}`, 'GET, HEAD'],
    ['post', '/checkpoint', 'GET, HEAD'],
  ])('with a method that it has not: %s %s', async (method, path, allowed) => {
    const { headers } = await refused(as(officer, method, path), 405, 'method-not-allowed');
    expect(headers.allow).toBe(allowed);
  });
});

describe('A filter is refused', () => {
  it.each<[string, string, string]>([
    ['with a day that does not exist', 'from=2026-02-30', 'from'],
    ['with two days', 'from=2026-02-01&from=2026-02-02', 'from'],
    ['with an object', 'from[gt]=2026-02-01', 'from[gt]'],
    ['with an unknown outcome', 'outcome=maybe', 'outcome'],
    ['with a page too large', 'limit=100000', 'limit'],
    ['with a page that is no number', 'limit=ten', 'limit'],
    ['with an unknown field', 'sort=name', 'sort'],
    ['with a NUL character', 'network=%00', 'network'],
    ['with one bad value of several', 'network=10.0.0.1&network=%00', 'network'],
    ['with too many values', 'userCode=A000001&'.repeat(21), 'userCode'],
    ['with a moment that begins no hour', 'from=2026-02-01T10:30:00.000Z', 'from'],
    ['with a code that is none', 'userCode=A%E2%80%8B', 'userCode'],
    ['with a cursor too long', `cursor=${'a'.repeat(300)}`, 'cursor'],
  ])('%s', (_, query, field) =>
    refused(as(security, 'get', `/api/connections?${query}`), 422, 'invalid-fields', field),
  );

  it.each([
    ['that is none of ours', 'nonsense'],
    ['of a moment that does not exist', Buffer.from(`2026-13-45T99:00:00.000Z~${ID}`).toString('base64url')],
    ['with a malformed id', Buffer.from('2026-02-01T10:00:00.000Z~1').toString('base64url')],
  ])('with a cursor %s', (_, cursor) =>
    refused(as(security, 'get', `/api/connections?cursor=${cursor}`), 422, 'bad-cursor'),
  );
});

/** JavaScript takes these for moments, PostgreSQL does not. */
describe('A moment that does not exist is refused', () => {
  it.each([
    ['a day that does not exist', '2026-02-30T10:00:00.000Z'],
    ['the year 0000', '0000-01-01T10:00:00.000Z'],
  ])('a cursor of %s', (_, at) => {
    const cursor = Buffer.from(`${at}~${ID}`).toString('base64url');
    return refused(as(security, 'get', `/api/connections?cursor=${cursor}`), 422, 'bad-cursor');
  });

  it.each(['/api/connections', '/api/connections/histogram'])('a day of the year 0000 at %s', (path) =>
    refused(as(security, 'get', `${path}?from=0000-01-01&to=0000-01-31`), 422, 'invalid-fields', 'from'),
  );

  it('a convention of the year 0000', () =>
    refused(
      register({ ...convention, effectiveFrom: '0000-01-01' }),
      422,
      'invalid-fields',
      'effectiveFrom',
    ));
});

describe('A header is refused', () => {
  it('when the position is none', () =>
    refused(as(security, 'get', '/api/connections').set('Greffe-Position', 'soon'), 422, 'bad-position'));

  it('when no read model gets to the position in time: here none is at work', async () => {
    const position = await newestPosition(engines.database);
    await refused(as(security, 'get', '/api/connections').set('Greffe-Position', position), 503, 'not-yet');
  });

  it('when the idempotency key is too long', () =>
    refused(register(convention).set('Idempotency-Key', 'a'.repeat(200)), 422, 'bad-idempotency-key'));

  it.each([
    'greffe_session',
    'greffe_session=',
    'greffe_session=j:{"a":1}',
    'greffe_session=%00',
    'greffe_session=%E0%A4%A',
  ])('when the session cookie is %s', (Cookie) =>
    refused(as({ Cookie }, 'get', '/api/session'), 401, 'not-signed-in'),
  );
});
