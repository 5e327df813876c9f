import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { type Engines, loggerOf } from '#composition';
import { PortalModule } from './portal.module.ts';

/** Where the build puts the browser's files, seen from where the programs are started. */
const WEB_FOLDER = resolve('dist/web');
const ONE_YEAR_MS = 365 * 24 * 3600 * 1000;

/** The HTTP server: REST under /api, its description, and the web application. Not yet listening. */
export async function createPortal(engines: Engines): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(PortalModule.with(engines), {
    logger: loggerOf(engines.config),
  });
  app.setGlobalPrefix('api');
  app.use(
    helmet({
      strictTransportSecurity: engines.config.publicUrl?.startsWith('https:') ?? false,
      contentSecurityPolicy: contentSecurity(engines),
    }),
  );
  app.use(cookieParser());
  app.use('/api', noStore);
  describeApi(app);
  if (existsSync(WEB_FOLDER)) serveWeb(app);
  return app;
}

function contentSecurity({ config }: Engines) {
  const https = config.publicUrl?.startsWith('https:') ?? false;
  return { directives: { 'default-src': ["'self'"], 'upgrade-insecure-requests': https ? [] : null } };
}

function describeApi(app: NestExpressApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Greffe')
    .setDescription(
      'Register of habilitations, connections and declarations. Errors are problem details (RFC 9457).',
    )
    .setVersion('1')
    .addCookieAuth('greffe_session')
    .build();
  const document = () => SwaggerModule.createDocument(app, description);
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json' });
}

/** The application is one page: every address that is not a file and not the API is its own to show. */
function serveWeb(app: NestExpressApplication): void {
  app.use('/assets', express.static(`${WEB_FOLDER}/assets`, { immutable: true, maxAge: ONE_YEAR_MS }));
  app.use(express.static(WEB_FOLDER, { index: false }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const page = request.method === 'GET' && !request.path.startsWith('/api/') && request.accepts('html');
    if (!page) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(`${WEB_FOLDER}/index.html`);
  });
}

function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
