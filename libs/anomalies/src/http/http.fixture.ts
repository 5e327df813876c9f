import { type CanActivate, type ExecutionContext, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { PositionInterceptor } from '#event-sourcing';
import {
  type AuthenticatedRequest,
  Config,
  ExecutionContextInterceptor,
  type Principal,
  ProblemFilter,
  validationPipe,
} from '#platform';
import { AnomaliesAtWork, GESTIONNAIRE, OFFICER, PARTNER, principal } from '../anomalies.fixture.ts';

const readers: Record<string, Principal> = {
  officer: OFFICER,
  partner: PARTNER,
  agent: { ...principal('agent', GESTIONNAIRE), userCode: 'A000021' },
  colleague: { ...principal('agent', GESTIONNAIRE), userCode: 'A000022' },
};

/** Stands in for the sign-in: a header says who asks. */
class HeaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const asked = context.switchToHttp().getRequest<AuthenticatedRequest>();
    asked.principal = readers[asked.get('reader') ?? ''];
    return true;
  }
}

@Module({
  providers: [
    { provide: Config, useValue: { nameSecret: 'a-secret-for-tests-alone-0123456789' } },
    { provide: APP_GUARD, useClass: HeaderGuard },
    { provide: APP_INTERCEPTOR, useClass: ExecutionContextInterceptor },
    { provide: APP_INTERCEPTOR, useClass: PositionInterceptor },
    { provide: APP_FILTER, useValue: new ProblemFilter(() => false) },
  ],
})
class HttpModule {}

/** The context at work, and asked over HTTP by an officer unless it says `partner`, `agent` (A000021) or `colleague`. */
export async function anomaliesOverHttp() {
  const work = await AnomaliesAtWork.start(HttpModule);
  const app = work.app.createNestApplication<NestExpressApplication>().useGlobalPipes(validationPipe());
  await app.init();
  const get = (path: string, reader = 'officer') =>
    request(app.getHttpServer()).get(path).set('reader', reader);
  const post = (path: string, body: object, reader = 'officer') =>
    request(app.getHttpServer()).post(path).set('reader', reader).send(body);
  /** Gives a file, by the partner unless it says otherwise. */
  const give = (path: string, name: string, bytes: Buffer, reader = 'partner') =>
    request(app.getHttpServer())
      .post(path)
      .query({ name })
      .set({ reader, 'Content-Type': 'application/octet-stream' })
      .send(bytes);
  const remove = (path: string, reader = 'partner') =>
    request(app.getHttpServer()).delete(path).set('reader', reader);
  return { work, get, post, give, remove };
}
