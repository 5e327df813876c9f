import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { UserRole } from '#platform';
import { describeApi } from '../../apps/portal/src/describe-api.ts';
import { ApiDocument, type Operation, type Schema, typeOf } from '../support/api-document.ts';
import { claiming, NOBODY_IN_PARTICULAR, ROLES } from '../support/claimed-role.ts';
import { portalOfClaimedRoles } from '../support/portal-of-claimed-roles.ts';

/** A field of a body, and the body in which it alone is there. */
interface Field {
  readonly path: string;
  readonly schema: Schema;
  readonly holding: (value: unknown) => unknown;
}

let app: NestExpressApplication;
let close: () => Promise<void>;
let api: ApiDocument;

beforeAll(async () => {
  ({ app, close } = await portalOfClaimedRoles());
  api = new ApiDocument(describeApi(app));
});
afterAll(() => close());

function resolved(schema: Schema): Schema {
  if (schema.$ref) return resolved(api.resolve(schema.$ref));
  const [part] = schema.allOf ?? schema.anyOf ?? [];
  return part ? resolved(part) : schema;
}

function fieldsOf(schema: Schema, prefix = '', around: Field['holding'] = (value) => value): Field[] {
  return Object.entries(resolved(schema).properties ?? {}).flatMap(([name, property]) => {
    const field = { path: prefix + name, schema: resolved(property) };
    const holding = (value: unknown) => around({ [name]: value });
    const { items } = field.schema;
    const inner = items
      ? fieldsOf(items, `${field.path}.0.`, (value) => holding([value]))
      : fieldsOf(field.schema, `${field.path}.`, holding);
    return [{ ...field, holding }, ...inner];
  });
}

/** What JSON may hold in the place of a value of another type. */
function wrongFor(schema: Schema): readonly unknown[] {
  const { items, minItems } = schema;
  const type = typeOf(schema);
  if (type === 'integer') return ['', '12', true, 1.5, [], [1], {}];
  if (type === 'array') {
    const empty = minItems === 0 ? [] : [[]];
    return ['', 'x', true, 1, {}, ...empty, ...wrongFor(items!).map((item) => [item])];
  }
  if (type === 'string') return ['', 1, true, [], ['x'], {}];
  return ['', 'x', true, 1, [], [[]]];
}

function send({ method, path }: Operation, role: UserRole, body: unknown) {
  const declaration = path.startsWith('/api/declarations/') ? '-2026-forecast-1' : '';
  const url = path.replaceAll(/\{\w+\}/g, NOBODY_IN_PARTICULAR + declaration);
  const call = request(app.getHttpServer())[method as 'post' | 'put'](url).set(claiming(role));
  return call.send(body as object);
}

/** A role that may enter. */
async function roleFor(operation: Operation): Promise<UserRole> {
  for (const role of ROLES) {
    const { body } = await send(operation, role, {});
    if (body.code !== 'role-not-allowed') return role;
  }
  throw new Error(`${operation.method} ${operation.path} is open to nobody`);
}

/** The fields that the server finds fault with. */
async function faultsOf(operation: Operation, role: UserRole, body: unknown): Promise<string[]> {
  const answer = await send(operation, role, body).expect(422);
  return answer.body.errors.map(({ field }: { field: string }) => field);
}

it('no field of any body takes a value of another type than it says', async () => {
  const taken: string[] = [];
  let tried = 0;
  for (const operation of api.operations) {
    const { schema = {} } = operation.requestBody?.content['application/json'] ?? {};
    const fields = fieldsOf(schema);
    if (fields.length === 0) continue;
    const role = await roleFor(operation);
    const tries = fields.flatMap((field) => wrongFor(field.schema).map((wrong) => ({ ...field, wrong })));
    await Promise.all(
      tries.map(async ({ path, holding, wrong }) => {
        const faults = await faultsOf(operation, role, holding(wrong));
        const isRefused = faults.some((field) => field === path || field.startsWith(`${path}.`));
        if (!isRefused) taken.push(`${operation.method} ${operation.path}: ${path} ${JSON.stringify(wrong)}`);
      }),
    );
    tried += tries.length;
  }
  expect(taken).toEqual([]);
  expect(tried).toBeGreaterThan(300);
}, 180_000);
