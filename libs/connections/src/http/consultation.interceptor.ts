import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { Request } from 'express';
import { concatMap, type Observable } from 'rxjs';
import { CONSULTATION, type Consulted, executionContext, runAnew } from '#platform';
import { RecordConsultation } from '../commands/record-consultation.ts';
import { SEVERAL } from '../domain/consultation.ts';

/** What only turns pages. */
const PAGING = new Set(['cursor', 'limit']);

/** Records who reads what is worth knowing (`@RecordsConsultation`), once it could be read and before it is answered. */
@Injectable()
export class ConsultationInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly commands: CommandBus,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const view = this.reflector.get<Consulted | undefined>(CONSULTATION, context.getHandler());
    if (view === undefined) return next.handle();
    const asked = askedFor(context.switchToHttp().getRequest<Request>());
    return next.handle().pipe(
      concatMap(async (answer) => {
        await this.record(view, asked);
        return answer;
      }),
    );
  }

  /** A reader who repeats an idempotency key reads, and is recorded, again. */
  private async record(view: Consulted, asked: Readonly<Record<string, string>>): Promise<void> {
    const { actor } = executionContext();
    await runAnew(() => this.commands.execute(new RecordConsultation(actor.code, view, asked)));
  }
}

/** Parameters and query of a request that was answered: they have been found good, and are texts, or several. */
const askedFor = ({ params, query }: Request): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...query, ...params })
      .filter(([name]) => !PAGING.has(name))
      .map(([name, value]) => [name, [value].flat().join(SEVERAL)]),
  );
