import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import request from 'supertest';
import type { UserRole } from '#platform';
import { claiming, NOBODY_IN_PARTICULAR, ROLES } from '../support/claimed-role.ts';
import { portalOfClaimedRoles } from '../support/portal-of-claimed-roles.ts';

const METHODS = ['get', 'post', 'put', 'delete'] as const;

let app: NestExpressApplication;
let close: () => Promise<void>;
let routes: { method: (typeof METHODS)[number]; path: string }[];

beforeAll(async () => {
  ({ app, close } = await portalOfClaimedRoles());
  const { paths } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  routes = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ method, path })),
  );
});

afterAll(() => close());

async function codeFor(
  { method, path }: (typeof routes)[number],
  role?: UserRole,
): Promise<string | undefined> {
  const call = request(app.getHttpServer())[method](path.replaceAll(/\{\w+\}/g, NOBODY_IN_PARTICULAR));
  if (role) call.set(claiming(role));
  const { status, body } = await call;
  expect(status).not.toBe(500);
  return body?.code;
}

it('walks every route × role: who may enter where is this table, and no endpoint is without a rule', async () => {
  const table: Record<string, string> = {};
  for (const route of routes) {
    const open: string[] = [];
    if ((await codeFor(route)) !== 'not-signed-in') open.push('everyone');
    for (const role of ROLES) {
      if (open[0] !== 'everyone' && (await codeFor(route, role)) !== 'role-not-allowed') open.push(role);
    }
    table[`${route.method.toUpperCase()} ${route.path}`] = open.join(', ') || 'nobody: no rule is declared';
  }
  expect(Object.values(table)).not.toContain('nobody: no rule is declared');
  expect(table).toMatchSnapshot();
});

it('asks for the CSRF token wherever something may change', async () => {
  for (const { method, path } of routes.filter(({ method }) => method !== 'get')) {
    for (const role of ROLES) {
      const url = path.replaceAll(/\{\w+\}/g, NOBODY_IN_PARTICULAR);
      const { body } = await request(app.getHttpServer())[method](url).set('X-Test-Role', role);
      const withToken = await codeFor({ method, path }, role);
      if (
        withToken !== 'role-not-allowed' &&
        path !== '/api/session' &&
        path !== '/api/password-loss' &&
        !['second-factor', 'passkey', 'passkey-challenges', 'provider', 'provider-requests'].includes(
          path.slice('/api/session/'.length),
        ) &&
        !path.startsWith('/api/activation') &&
        !/^\/api\/signature(\/|$)/.test(path) &&
        path !== '/api/sign-in-denials'
      ) {
        expect([method, path, role, body.code]).toEqual([method, path, role, 'csrf-token-missing']);
      }
    }
  }
});
