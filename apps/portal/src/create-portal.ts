import { existsSync, readdirSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { NotFoundException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { KnownBrowsers } from '#accounts';
import { type Engines, loggerOf, type Readiness } from '#composition';
import { forwardedWithoutPorts, jsonBodies, sameOriginOnly } from '#platform';
import { LOG_PATHS } from '#sealing';
import { describeApi } from './describe-api.ts';
import { hostCookies } from './host-cookies.ts';
import { knownBrowsersFirst } from './known-browsers-first.ts';
import { PortalModule } from './portal.module.ts';
import { servedRequests } from './served-requests.ts';

/** The API, and the sealed log. */
const NOT_A_PAGE = /^\/(api(\/|$)|checkpoint$|tile\/)/;
/** Where the build puts the browser's files, seen from where the programs are started. */
const WEB_FOLDER = resolve('dist/web');
/** What names a file, or what others look for by a fixed name, is no address of the application. */
const NAMED_FILE = /^\/(assets|\.well-known)(\/|$)|\.\w+$/;
const ONE_YEAR_MS = 365 * 24 * 3600 * 1000;

/**
 * The HTTP server: REST under /api, its description, and the web application. Not yet listening. It is ready when
 * `readiness` says so, or while its engines answer.
 */
export async function createPortal(
  engines: Engines,
  readiness?: Readiness,
  webFolder = WEB_FOLDER,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(PortalModule.with(engines, readiness), {
    logger: loggerOf(engines.config),
    // It would read forms too.
    bodyParser: false,
  });
  app.setGlobalPrefix('api', { exclude: LOG_PATHS });
  app.set('trust proxy', engines.config.trustProxy ?? false);
  const browsers = app.get(KnownBrowsers);
  app.use(
    cookieParser(),
    hostCookies(engines.config.publicUrl),
    forwardedWithoutPorts,
    servedRequests(engines.metrics.answered),
  );
  app.use(
    ['/api/session', '/api/activation', '/api/signature'],
    knownBrowsersFirst((request) => browsers.isKnown(request)),
  );
  app.use(
    helmet({
      strictTransportSecurity: engines.config.publicUrl?.startsWith('https:') ?? false,
      contentSecurityPolicy: contentSecurity(engines),
    }),
  );
  app.use('/api', noStore, sameOriginOnly(engines.config.publicUrl), ...jsonBodies);
  SwaggerModule.setup('api/docs', app, () => describeApi(app), { jsonDocumentUrl: 'api/openapi.json' });
  if (existsSync(webFolder)) serveWeb(app, webFolder);
  return app;
}

function contentSecurity({ config }: Engines) {
  const https = config.publicUrl?.startsWith('https:') ?? false;
  return {
    directives: {
      'default-src': ["'self'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
      'upgrade-insecure-requests': https ? [] : null,
    },
  };
}

/** The application is one page: every other address is its own to show. */
function serveWeb(app: NestExpressApplication, folder: string): void {
  const kept = { immutable: true, maxAge: ONE_YEAR_MS, index: false, redirect: false };
  app.use('/assets', compressedByBuild(`${folder}/assets`), express.static(`${folder}/assets`, kept));
  const files = express.static(folder, { index: false, redirect: false });
  app.use((request: Request, response: Response, next: NextFunction) => {
    // Each look for a file takes a thread, of which the passwords that are being checked leave one.
    if (NOT_A_PAGE.test(request.path)) return next();
    files(request, response, next);
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (NOT_A_PAGE.test(request.path)) return next();
    const isPage =
      ['GET', 'HEAD'].includes(request.method) && !NAMED_FILE.test(request.path) && request.accepts('html');
    if (!isPage) return next(new NotFoundException());
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(`${folder}/index.html`);
  });
}

/** What the build has compressed goes as it is to whoever takes it so: nothing is compressed at a request. */
function compressedByBuild(folder: string) {
  const built = new Set(readdirSync(folder));
  return (request: Request, response: Response, next: NextFunction) => {
    if (!built.has(`${request.path.slice(1)}.gz`)) return next();
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip')) {
      response.type(extname(request.path)).setHeader('Content-Encoding', 'gzip');
      request.url = `${request.path}.gz`;
    }
    next();
  };
}

function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
