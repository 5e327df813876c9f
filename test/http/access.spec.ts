import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import type { Request } from 'express';
import request from 'supertest';
import type { Engines } from '#composition';
import { Authenticator, type Principal, type UserRole } from '#platform';
import { PortalModule } from '../../apps/portal/src/portal.module.ts';
import { testEngines } from '../support/test-engines.ts';

const ROLES: readonly UserRole[] = ['caf-habilitation', 'caf-security', 'gestionnaire', 'agent'];
const METHODS = ['get', 'post', 'put', 'delete'] as const;
const NOBODY_IN_PARTICULAR = '00000000-0000-4000-8000-000000000000';

const principal = (role: UserRole): Principal => ({
  userCode: 'A000000',
  name: 'Personne',
  role,
  organism: { id: 'none', name: 'Aucun' },
  personId: null,
  establishments: [],
  mustChangePassword: null,
  sessionId: NOBODY_IN_PARTICULAR,
  csrfToken: 'token',
});

/** Believes the role that a request claims. */
const authenticator = {
  authenticate: async (incoming: Request) => {
    const role = ROLES.find((known) => known === incoming.get('X-Test-Role'));
    return role ? principal(role) : null;
  },
};

let engines: Engines;
let app: NestExpressApplication;
let routes: { method: (typeof METHODS)[number]; path: string }[];

beforeAll(async () => {
  engines = await testEngines();
  const module = await Test.createTestingModule({ imports: [PortalModule.with(engines)] })
    .overrideProvider(Authenticator)
    .useValue(authenticator)
    .compile();
  app = module.createNestApplication<NestExpressApplication>({ logger: ['fatal'] });
  app.setGlobalPrefix('api');
  await app.init();
  const { paths } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  routes = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ method, path })),
  );
});

afterAll(async () => {
  await app.close();
  await engines.close();
});

async function codeFor(
  { method, path }: (typeof routes)[number],
  role?: UserRole,
): Promise<string | undefined> {
  const call = request(app.getHttpServer())[method](path.replaceAll(/\{\w+\}/g, NOBODY_IN_PARTICULAR));
  if (role) call.set('X-Test-Role', role).set('X-CSRF-Token', 'token');
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
      if (withToken !== 'role-not-allowed' && path !== '/api/session' && path !== '/api/activation') {
        expect([method, path, role, body.code]).toEqual([method, path, role, 'csrf-token-missing']);
      }
    }
  }
});
