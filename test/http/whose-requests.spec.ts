import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { Engines } from '#composition';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { describeApi } from '../../apps/portal/src/describe-api.ts';
import { ApiDocument } from '../support/api-document.ts';
import { NOBODY_IN_PARTICULAR } from '../support/claimed-role.ts';
import { newestPosition } from '../support/newest-position.ts';
import { openCode, PASSWORD, sessionOf } from '../support/signed-in.ts';
import { testEngines } from '../support/test-engines.ts';

const PUBLIC_URL = 'https://portail.example';
const LARGEST = 64 * 1024;

type Method = 'post' | 'put' | 'delete';

let engines: Engines;
let app: NestExpressApplication;
let changes: { method: Method; path: string }[];
let officer: string;

beforeAll(async () => {
  engines = await testEngines({ LOG_LEVEL: 'fatal', PUBLIC_URL });
  app = await createPortal(engines);
  await app.init();
  changes = new ApiDocument(describeApi(app)).operations
    .filter(({ method }) => method !== 'get')
    .map(({ method, path }) => ({
      method: method as Method,
      path: path.replaceAll(/\{\w+\}/g, NOBODY_IN_PARTICULAR),
    }));
  officer = await openCode(app, 'caf-habilitation');
});
afterAll(async () => {
  await app.close();
  await engines.close();
});

const server = () => app.getHttpServer();

/** The code of every writing operation's answer: `METHOD path code`. */
async function answers(
  ask: (operation: { method: Method; path: string }) => request.Test,
): Promise<string[]> {
  const codes: string[] = [];
  for (const operation of changes) {
    const { status, body } = await ask(operation);
    codes.push(`${operation.method} ${operation.path} ${status} ${body.code}`);
  }
  return codes;
}

const everywhere = (status: number, code: string) =>
  changes.map(({ method, path }) => `${method} ${path} ${status} ${code}`);

it('knows more than thirty operations that change something', () => {
  expect(changes.length).toBeGreaterThan(30);
  expect(changes).toContainEqual({ method: 'post', path: '/api/session' });
});

describe('A request of another origin changes nothing', () => {
  it.each<[string, Record<string, string>]>([
    ['of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['of a neighbour in the same domain', { 'Sec-Fetch-Site': 'same-site' }],
    ['of another site, by an older browser', { Origin: 'https://evil.example' }],
    ['of a page without an origin', { Origin: 'null' }],
    ['of an origin that is none', { Origin: 'evil' }],
    ['of the same host without TLS', { Origin: 'http://portail.example' }],
    ['of another port', { Origin: 'https://portail.example:8443' }],
    ['that contradicts itself', { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.example' }],
  ])('%s', async (_, headers) => {
    const head = await newestPosition(engines.database);
    expect(
      await answers(({ method, path }) => request(server())[method](path).set(headers).send({})),
    ).toEqual(everywhere(403, 'foreign-origin'));
    expect(await newestPosition(engines.database)).toBe(head);
  });

  it('a sign-in with the right password included: no cookie is set', async () => {
    const credentials = { userCode: officer, password: PASSWORD };
    const { headers } = await request(server())
      .post('/api/session')
      .set('Origin', 'https://evil.example')
      .send(credentials)
      .expect(403);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('it may read what everybody may', () =>
    request(server()).get('/api/health/live').set('Sec-Fetch-Site', 'cross-site').expect(200));
});

describe('A request of the portal itself goes on', () => {
  it.each<[string, Record<string, string>]>([
    ['by a browser', { 'Sec-Fetch-Site': 'same-origin', Origin: PUBLIC_URL }],
    ['by an older browser', { Origin: PUBLIC_URL }],
    ['by its other name', { Origin: 'https://127.0.0.1:8443', Host: '127.0.0.1:8443' }],
    ['sent by the person', { 'Sec-Fetch-Site': 'none' }],
    ['of a program that is no browser', {}],
  ])('%s', async (_, headers) => {
    const credentials = { userCode: officer, password: PASSWORD };
    await request(server()).post('/api/session').set(headers).send(credentials).expect(201);
  });

  it('and still needs the CSRF token of its session', async () => {
    const { Cookie } = await sessionOf(server(), officer);
    const { body } = await request(server()).post('/api/conventions').set('Cookie', Cookie!).send({});
    expect(body.code).toBe('csrf-token-missing');
  });
});

describe('A body that is no JSON is refused by every operation', () => {
  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/json',
    'application/json-patch+json',
  ])('%s', async (type) => {
    expect(
      await answers(({ method, path }) =>
        request(server())[method](path).set('Content-Type', type).send('userCode=C000001'),
      ),
    ).toEqual(everywhere(415, 'unsupported-media-type'));
  });

  it('compressed, as it may unfold without end', async () => {
    expect(
      await answers(({ method, path }) =>
        request(server())[method](path).type('json').set('Content-Encoding', 'gzip').send('{}'),
      ),
    ).toEqual(everywhere(415, 'unsupported-media-type'));
  });
});

describe('A body of more than 64 kB is refused by every operation', () => {
  it('before it is parsed', async () => {
    expect(
      await answers(({ method, path }) =>
        request(server())
          [method](path)
          .type('json')
          .send('{'.repeat(LARGEST + 1)),
      ),
    ).toEqual(everywhere(413, 'too-large'));
  });

  it('and one of 64 kB is read', async () => {
    const { status } = await request(server()).post('/api/session').type('json').send('{'.repeat(LARGEST));
    expect(status).toBe(400);
  });
});

describe('An error repeats little of what was sent', () => {
  const answerTo = (body: object) => request(server()).post('/api/session').send(body).expect(422);

  it('of a long name of a field', async () => {
    const { body, text } = await answerTo({ ['x'.repeat(50_000)]: 1 });
    expect(body.errors[0].field).toHaveLength(100);
    expect(text.length).toBeLessThan(2_000);
  });

  it('of many fields', async () => {
    const { body } = await answerTo(
      Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`f${i}`, 1])),
    );
    expect(body.errors).toHaveLength(50);
  });
});
