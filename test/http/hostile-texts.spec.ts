import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { UserRole } from '#platform';
import { describeApi } from '../../apps/portal/src/describe-api.ts';
import { ApiDocument, type Operation, type Parameter } from '../support/api-document.ts';
import { claiming, NOBODY_IN_PARTICULAR, ROLES } from '../support/claimed-role.ts';
import { portalOfClaimedRoles } from '../support/portal-of-claimed-roles.ts';

const HOSTILE = [
  'a\0b',
  'a\u200bb',
  'a\u202eb',
  '%',
  "'; DROP TABLE x; --",
  '__proto__',
  'é'.repeat(3000),
  '👍',
  '9'.repeat(30),
  '\u0301',
];
/** JSON holds it, an address does not. */
const HALF_A_CHARACTER = 'a\ud83d';

let app: NestExpressApplication;
let close: () => Promise<void>;
let operations: readonly Operation[];

beforeAll(async () => {
  ({ app, close } = await portalOfClaimedRoles());
  ({ operations } = new ApiDocument(describeApi(app)));
});
afterAll(() => close());

const send = (method: string, url: string, role: UserRole, body?: object) => {
  const call = request(app.getHttpServer())[method as 'get' | 'post' | 'put' | 'delete'](url);
  return call.set(claiming(role)).send(body);
};

const filled = (path: string): string => path.replaceAll(/\{\w+\}/g, NOBODY_IN_PARTICULAR);

/** A role that may enter. */
async function roleFor({ method, path }: Operation): Promise<UserRole> {
  for (const role of ROLES) {
    const { body } = await send(method, filled(path), role);
    if (body.code !== 'role-not-allowed') return role;
  }
  throw new Error(`${method} ${path} is open to nobody`);
}

function addressWith(path: string, { in: place, name }: Parameter, text: string): string {
  const encoded = encodeURIComponent(text);
  return place === 'path' ? path.replace(`{${name}}`, encoded) : `${filled(path)}?${name}=${encoded}`;
}

it('no text in an address is answered by a fault of ours', async () => {
  const faults: string[] = [];
  let tried = 0;
  for (const operation of operations) {
    const { method, path, parameters = [] } = operation;
    const named = parameters.filter((parameter) => parameter.in !== 'header');
    if (named.length === 0) continue;
    const role = await roleFor(operation);
    const body = method === 'get' ? undefined : { reason: 'Départ' };
    const addresses = named.flatMap((parameter) => HOSTILE.map((text) => addressWith(path, parameter, text)));
    const answers = await Promise.all(addresses.map((address) => send(method, address, role, body)));
    faults.push(
      ...answers
        .map(({ status }, index) => `${status} ${method} ${addresses[index]}`)
        .filter((line) => line.startsWith('5')),
    );
    tried += answers.length;
  }
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(300);
}, 180_000);

it('no code and no password is answered by a fault of ours', async () => {
  const faults: string[] = [];
  for (const text of [...HOSTILE, HALF_A_CHARACTER]) {
    for (const [path, body] of [
      ['/api/session', { userCode: text, password: 'un cheval de trait' }],
      ['/api/session', { userCode: 'A123456', password: text }],
      ['/api/activation', { token: text, password: 'un cheval de trait' }],
      ['/api/signature/opening', { token: text, siret: '21590410000017' }],
      ['/api/signature/opening', { token: 'x', siret: text }],
    ] as const) {
      const { status } = await send('post', path, 'agent', body);
      if (status >= 500) faults.push(`${path} ${JSON.stringify(body)}: ${status}`);
    }
  }
  expect(faults).toEqual([]);
});
