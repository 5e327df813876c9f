import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { catchError, Observable } from 'rxjs';
import { CodeDirectory } from '#connections';
import {
  ChangedMeanwhile,
  type Guarded,
  IF_MATCH_HEADER,
  IF_UNCHANGED,
  later,
  nothingCompared,
  positionIn,
  type RecordedEvent,
  tagOf,
} from '#event-sourcing';
import {
  type AuthenticatedRequest,
  Changed,
  type HistoryLine,
  type Principal,
  runHavingSeen,
  SAFE_METHODS,
} from '#platform';
import { inFrench, OTHERS } from './changes-in-french.ts';

/**
 * Takes `If-Match` for the commands of an endpoint (`@IfUnchanged`), and tells what has changed: what, when, who. Where a command
 * compares nothing, no version can be the one that was meant: it is refused, and not done as if nothing had been said (RFC 9110 §13.1.1).
 */
@Injectable()
export class IfUnchangedInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly codes: CodeDirectory,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const guarded = this.reflector.get<Guarded | undefined>(IF_UNCHANGED, context.getHandler());
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!guarded && SAFE_METHODS.has(request.method)) return next.handle();
    const position = positionIn(request.header(IF_MATCH_HEADER));
    if (position === null) return next.handle();
    if (!guarded) throw nothingCompared();
    const { parameter, ignores } = guarded;
    const seen = { subject: parameter && String(request.params[parameter]), position, ignores };
    return new Observable((subscriber) =>
      runHavingSeen(seen, () => next.handle().subscribe(subscriber)),
    ).pipe(
      catchError(async (error: unknown) => {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        // Whoever has been told of these may go on from here.
        const latest = error.changes.map((change) => change.position).reduce(later);
        context.switchToHttp().getResponse<Response>().setHeader('ETag', tagOf(latest));
        throw await this.told(error, request.principal);
      }),
    );
  }

  private async told({ changes }: ChangedMeanwhile, reader: Principal | undefined): Promise<Changed> {
    const names = await this.codes.namesOf(changes.map(({ metadata }) => metadata.actor.code));
    return new Changed(changes.map((event) => lineOf(event, reader, names)));
  }
}

/** Colleagues are named; of another organism it says which side it was, as histories do. */
function lineOf(
  { metadata: { actor, occurredAt }, ...event }: RecordedEvent,
  reader: Principal | undefined,
  names: ReadonlyMap<string, string>,
): HistoryLine {
  const isColleague = reader !== undefined && actor.organism === reader.organism.id;
  const name = isColleague ? names.get(actor.code) : undefined;
  const who =
    actor.code === reader?.userCode ? 'vous-même, dans une autre page' : (name ?? OTHERS[actor.role]);
  return { at: occurredAt, what: inFrench(event), who };
}
