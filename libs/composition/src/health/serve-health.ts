import type { AddressInfo } from 'node:net';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { AccessGuard, Authenticator, type Config, closeGently, ProblemFilter, unavailable } from '#platform';
import { loggerOf } from '../logger.ts';
import { HealthModule } from './health.module.ts';
import type { Readiness } from './readiness.ts';

/** While it closes, nobody listens on the port. */
const LONGEST_ANSWER_MS = 1000;

export interface ServedHealth {
  readonly port: number;
  /** May be called again. */
  close(): Promise<void>;
}

/** Nobody signs in here: what is not open to everyone is open to nobody. */
const nobody: Authenticator = { authenticate: async () => null };

@Module({})
class HealthAlone {
  static with(readiness: Readiness): DynamicModule {
    return {
      module: HealthAlone,
      imports: [HealthModule.with(readiness)],
      providers: [
        { provide: Authenticator, useValue: nobody },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(() => false) },
      ],
    };
  }
}

/**
 * Answers live and ready checks under `/api/health` on the configured port, and nothing else. While the process starts,
 * that is for the time being.
 */
export async function serveHealth(config: Config, readiness: Readiness): Promise<ServedHealth> {
  const app = await NestFactory.create<NestExpressApplication>(HealthAlone.with(readiness), {
    logger: loggerOf(config),
  });
  app.setGlobalPrefix('api');
  app.use((request: Request, _response: Response, next: NextFunction) => {
    // A portal will have more addresses in a moment: “not found” would be final.
    if (readiness.starting && !request.path.startsWith('/api/health/')) {
      throw unavailable('starting', 'Le registre démarre ; réessayez dans un instant.');
    }
    next();
  });
  await app.listen(config.port, config.host);
  const server = app.getHttpServer();
  const { port } = server.address() as AddressInfo;
  return { port, close: () => closeGently(server, LONGEST_ANSWER_MS) };
}
