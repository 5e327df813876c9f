import { randomUUID } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Observable } from 'rxjs';
import { type Actor, runAs } from '../context/execution-context.ts';
import { servedRequest } from '../context/served-request.ts';
import { deriveId } from '../ids.ts';
import { invalid } from '../refusal.ts';
import type { AuthenticatedRequest, Principal } from './access.ts';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,128}$/;
const NOBODY: Actor = { code: 'anonymous', role: 'anonymous', organism: null };

/**
 * Every request runs in an execution context: who asks, and under which command id. A request sent again with
 * its `Idempotency-Key` has the same command id, and so its effect only once.
 */
@Injectable()
export class ExecutionContextInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const actor = request.principal ? actorOf(request.principal) : NOBODY;
    const commandId = commandIdOf(request, actor);
    const served = servedRequest();
    if (served) served.correlationId = commandId;
    return new Observable((subscriber) =>
      runAs(actor, () => next.handle().subscribe(subscriber), { commandId, correlationId: commandId }),
    );
  }
}

const actorOf = ({ userCode, role, organism }: Principal): Actor => ({
  code: userCode,
  role,
  organism: organism.id,
});

function commandIdOf(request: AuthenticatedRequest, actor: Actor): string {
  const key = request.get('Idempotency-Key');
  if (key === undefined) return randomUUID();
  if (!IDEMPOTENCY_KEY.test(key))
    throw invalid('bad-idempotency-key', 'La clé d’idempotence n’est pas valable.');
  return deriveId(actor.code, request.method, request.path, key);
}
