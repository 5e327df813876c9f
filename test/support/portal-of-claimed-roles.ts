import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { Authenticator } from '#platform';
import { PortalModule } from '../../apps/portal/src/portal.module.ts';
import { claimedRole } from './claimed-role.ts';
import { testEngines } from './test-engines.ts';

/** A portal on engines of its own that takes everybody for who they say they are (`claiming`). */
export async function portalOfClaimedRoles() {
  const engines = await testEngines();
  const module = await Test.createTestingModule({ imports: [PortalModule.with(engines)] })
    .overrideProvider(Authenticator)
    .useValue(claimedRole)
    .compile();
  const app = module.createNestApplication<NestExpressApplication>({ logger: ['fatal'] });
  app.setGlobalPrefix('api');
  await app.init();
  const close = async () => {
    await app.close();
    await engines.close();
  };
  return { app, close };
}
