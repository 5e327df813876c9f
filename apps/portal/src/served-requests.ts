import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import type { NextFunction, Request, Response } from 'express';
import type { ObservedRequest } from '#composition';
import { fail, type ServedRequest, serving, tracer } from '#platform';

const REQUEST_ID_HEADER = 'X-Request-Id';

const REQUEST_ID = /^[\w.-]{8,64}$/;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Monitors ask every few seconds. */
const HEALTH = '/api/health';
/** What proxies say of a client that did not wait for the answer. */
const CLIENT_GONE = 499;

/**
 * Stands before everything else: gives each request its id, its span and, when it is answered, its line in the log. None of
 * them says more of it than the template of its route: addresses and queries may hold codes and names.
 */
export function servedRequests(onAnswered: (request: ObservedRequest) => void) {
  const logger = new Logger('Http');

  return (request: Request, response: Response, next: NextFunction): void => {
    const started = performance.now();
    const method = METHODS.has(request.method) ? request.method : 'OTHER';
    const served: ServedRequest = { id: idOf(request) };
    response.setHeader(REQUEST_ID_HEADER, served.id);

    const outer = propagation.extract(context.active(), request.headers);
    const span = tracer().startSpan(method, { kind: SpanKind.SERVER }, outer);
    const within = trace.setSpan(outer, span);

    // 'close' comes once, whether the answer was sent or the client went away
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
      const seconds = (performance.now() - started) / 1000;
      const route = templateOf(request);
      onAnswered({ route, method, status, seconds });

      span.updateName(`${method} ${route}`);
      span.setAttributes({
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
        'greffe.request_id': served.id,
      });
      if (status >= 500) fail(span, String(status));
      span.end();

      const line = { method, route, status, ms: Math.round(seconds * 1000) };
      const level = route.startsWith(HEALTH) ? 'debug' : 'log';
      context.with(within, () => serving(served, () => logger[level](`${method} ${route} ${status}`, line)));
    });
    context.with(within, () => serving(served, next));
  };
}

/** Nest answers what no route took by `*path`; files of the web application have no route at all. */
function templateOf(request: Request): string {
  const path: unknown = request.route?.path;
  return typeof path === 'string' && path.startsWith('/') ? path : 'none';
}

function idOf(request: Request): string {
  const given = request.get(REQUEST_ID_HEADER);
  return given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
}
