import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { invalid, SAFE_METHODS, unavailable } from '#platform';
import { isPosition } from '../position.ts';
import { ProjectionProgress } from '../projections/progress.ts';
import { POSITION_HEADER } from './accepted.ts';
import { beingUpdated } from './as-answer.ts';
import { tagOf } from './if-unchanged.ts';

/** The read models behind an answer that go on without an event which they could not take in. */
export const INCOMPLETE_HEADER = 'Greffe-Incomplete';

const READ_MODELS = 'greffe:read-models';
const LONGEST_WAIT_MS = 3000;

/**
 * The read models an endpoint answers from: a request that names a position waits until they have seen it, an answer from one that
 * is not complete says so, and there is none (503) while one still has to be built for this version of the program. Its `ETag`
 * says up to where they have come (`IfUnchanged`).
 */
export const Reads = (...names: [string, ...string[]]) =>
  applyDecorators(
    SetMetadata(READ_MODELS, names),
    ApiHeader({
      name: POSITION_HEADER,
      required: false,
      schema: { type: 'string', format: 'token' },
      description: 'Answer only from data at least as recent as this position, or 503 within 3 s',
    }),
  );

@Injectable()
export class ReadsInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly progress: ProjectionProgress,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const names = this.reflector.get<string[] | undefined>(READ_MODELS, context.getHandler());
    if (names) await this.prepare(names, context);
    return next.handle();
  }

  private async prepare(names: string[], context: ExecutionContext): Promise<void> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const position = request.get(POSITION_HEADER);
    if (position !== undefined) {
      if (!isPosition(position)) throw invalid('bad-position', 'La position demandée n’est pas valable.');
      if (!(await this.progress.waitFor(names, position, LONGEST_WAIT_MS))) {
        throw unavailable('not-yet', 'La lecture n’est pas encore à jour : réessayez dans un instant.');
      }
    }
    const { incomplete, outdated, reached } = await this.progress.stateOf(names);
    if (outdated.length > 0) throw beingUpdated();
    const response = http.getResponse<Response>();
    if (incomplete.length > 0) response.setHeader(INCOMPLETE_HEADER, incomplete.join(', '));
    if (SAFE_METHODS.has(request.method)) {
      // Taken before it is read: what is answered is never older than its tag.
      response.setHeader('ETag', tagOf(reached));
      // Answers depend on the reader and the clock too: the tag is for `If-Match`, and spares nobody an answer.
      delete request.headers['if-none-match'];
    }
  }
}
