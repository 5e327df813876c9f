import { eventually } from '../support/eventually.ts';
import {
  CORRESPONDENT_NAME,
  ObservedRegister,
  PASSWORD,
  PERSON,
  WRONG_PASSWORD,
} from './observed-register.ts';

type Line = Readonly<Record<string, unknown>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const STREAMS = [process.stdout, process.stderr] as const;

/** Everything that the process writes is kept instead, from the opening of the register on. */
const written: string[] = [];
const originals = STREAMS.map((stream) => stream.write);
let register: ObservedRegister;

beforeAll(async () => {
  for (const stream of STREAMS) {
    stream.write = (text: string | Uint8Array) => {
      written.push(String(text));
      return true;
    };
  }
  register = await ObservedRegister.open({ NODE_ENV: 'production', LOG_LEVEL: 'verbose' });
});
afterAll(async () => {
  await register.close();
  for (const [index, stream] of STREAMS.entries()) stream.write = originals[index]!;
});

/** What the program wrote; Node has warnings of its own. */
const lines = (): Line[] =>
  written
    .join('')
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
/** What was written for one request, once its answer is. */
const linesOf = (requestId: string): Promise<Line[]> =>
  eventually(() => {
    const found = lines().filter((line) => line.requestId === requestId);
    return found.some(({ ms }) => ms !== undefined) ? found : null;
  });

it('writes a line for each request: the template of its route, never its address', async () => {
  const { headers } = await register.get(
    `/api/conventions/00000000-0000-4000-8000-000000000000?from=${register.userCode}`,
  );
  const requestId = headers['x-request-id']!;
  expect(requestId).toMatch(UUID);
  expect(await linesOf(requestId)).toEqual([
    {
      level: 'log',
      pid: process.pid,
      timestamp: expect.any(Number),
      context: 'Http',
      message: 'GET /api/conventions/:id 401',
      method: 'GET',
      route: '/api/conventions/:id',
      status: 401,
      ms: expect.any(Number),
      requestId,
    },
  ]);
});

it('writes what monitors ask more quietly', async () => {
  const { headers } = await register.get('/api/health/live');
  const [line] = await linesOf(headers['x-request-id']!);
  expect(line).toMatchObject({ level: 'debug', route: '/api/health/live' });
});

it.each([
  ['gate-7f3a.0042', true],
  ['short', false],
  ['with space and more', false],
  ['x'.repeat(65), false],
  ['"injected":1', false],
])('takes over the id %s of a proxy: %s', async (given, taken) => {
  const { headers, body } = await register.get('/api/session', { 'X-Request-Id': given });
  if (taken) expect(headers['x-request-id']).toBe(given);
  else expect(headers['x-request-id']).toMatch(UUID);
  expect(body.instance).toBe(`urn:greffe:request:${headers['x-request-id']}`);
});

it('writes what a fault was and where, not what it said, under the reference that the person is shown', async () => {
  const headers = await register.signedIn();
  await register.engines.database.query('ALTER TABLE habilitations.requests RENAME TO away');
  const answer = await register.get('/api/lists/habilitation-requests', headers);
  await register.engines.database.query('ALTER TABLE habilitations.away RENAME TO requests');
  const requestId = answer.headers['x-request-id']!;
  expect(answer.status).toBe(500);
  expect(answer.body.detail).toContain(`sous la référence ${requestId}`);

  const [fault, access] = await linesOf(requestId);
  expect(fault).toMatchObject({ level: 'error', context: 'Http', requestId });
  expect(fault!.message).toMatch(/^error 42P01 at /);
  expect(fault!.stack).toMatch(/platform\/src\/lists/);
  expect(JSON.stringify(fault)).not.toContain('does not exist');
  expect(access).toMatchObject({ status: 500, correlationId: fault!.correlationId });
  expect(fault!.correlationId).toMatch(UUID);
});

it('writes nothing of a person, however much it writes', async () => {
  await register.signIn(WRONG_PASSWORD).set('X-Forwarded-For', '203.0.113.77').expect(401);
  await register.signIn(PASSWORD, 'apolline').expect(401);
  const headers = await register.signedIn();
  await register.requestHabilitation(headers);
  await register.post('/api/persons', headers).send(PERSON).expect(409);
  const { headers: answered } = await register.get(`/api/persons?userCode=${register.userCode}`, headers);
  await linesOf(answered['x-request-id']!);

  const told = written.join('').toLowerCase();
  for (const known of ['/api/persons', '/api/session', '/api/habilitation-requests'])
    expect(told).toContain(known);
  const secrets = [
    ...[register.userCode, CORRESPONDENT_NAME, PASSWORD, WRONG_PASSWORD, headers.Cookie!.split(/[=;]/)[1]!],
    ...[
      headers['X-CSRF-Token']!,
      ...Object.values(PERSON),
      'apolline',
      'gestionnaire@21590410000017.example',
    ],
    ...['127.0.0.1', '203.0.113.77', 'node-superagent'],
  ];
  for (const secret of secrets) expect(told).not.toContain(secret.toLowerCase());
});
