import { createHmac, randomUUID } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Observable } from 'rxjs';
import { canonicalJson } from '../canonical-json.ts';
import { Config } from '../config/config.ts';
import { type Actor, NOBODY, runAs } from '../context/execution-context.ts';
import { servedRequest } from '../context/served-request.ts';
import { deriveId } from '../ids.ts';
import { invalid } from '../refusal.ts';
import type { AuthenticatedRequest, Principal } from './access.ts';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,128}$/;

/** A request that was sent under a key. */
export interface KeyedRequest {
  readonly actor: string;
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
}

/**
 * Sent again with its key a request has the same id; another body under that key is another wish. The body is hashed
 * with `secret`: it may hold a password, and the log keeps the id.
 */
export function commandIdOf(secret: string, { actor, method, path, key, body }: KeyedRequest): string {
  const hash = createHmac('sha256', secret)
    .update(`body:${canonicalJson(body ?? null)}`)
    .digest('hex');
  return deriveId(actor, method, path, key, hash);
}

/**
 * Every request runs in an execution context: who asks, and under which command id. A request sent again with
 * its `Idempotency-Key` has the same command id, and so its effect only once.
 */
@Injectable()
export class ExecutionContextInterceptor implements NestInterceptor {
  constructor(private readonly config: Config) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const actor = request.principal ? actorOf(request.principal) : NOBODY;
    const commandId = this.commandIdFor(request, actor);
    const served = servedRequest();
    if (served) served.correlationId = commandId;
    return new Observable((subscriber) =>
      runAs(actor, () => next.handle().subscribe(subscriber), { commandId, correlationId: commandId }),
    );
  }

  private commandIdFor(request: AuthenticatedRequest, { code: actor }: Actor): string {
    const key = request.get('Idempotency-Key');
    if (key === undefined) return randomUUID();
    if (!IDEMPOTENCY_KEY.test(key))
      throw invalid('bad-idempotency-key', 'La clé d’idempotence n’est pas valable.');
    const { method, path, body } = request;
    return commandIdOf(this.config.nameSecret, { actor, method, path, key, body });
  }
}

const actorOf = ({ userCode, role, organism }: Principal): Actor => ({
  code: userCode,
  role,
  organism: organism.id,
});
