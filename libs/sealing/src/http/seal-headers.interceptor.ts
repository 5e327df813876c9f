import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { mergeMap, type Observable } from 'rxjs';
import { Accepted, StoredLog } from '#event-sourcing';
import { leafOf } from '../leaf.ts';
import { LogStates, type NewestSeal } from '../log-states.ts';

export const LEAF_HEADER = 'Greffe-Leaf';
export const CHECKPOINT_HEADER = 'Greffe-Checkpoint';

/** Others may have written to the stream since. */
const LOOKED_AT = 20;

/**
 * The answer to a command says what its last event is in the sealed log, and what the log was sealed at by then: whoever keeps both can
 * ask for the proof at any time. Values are structured fields (RFC 9651).
 */
@Injectable()
export class SealHeadersInterceptor implements NestInterceptor {
  constructor(
    private readonly log: StoredLog,
    private readonly states: LogStates,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      mergeMap(async (answer) => {
        // What was done is done, whether or not its seal can be told.
        if (answer instanceof Accepted) await this.tell(answer, response).catch(() => {});
        return answer;
      }),
    );
  }

  private async tell({ position, stream }: Accepted, response: Response): Promise<void> {
    const [leaf, seal] = await Promise.all([
      stream === null ? null : this.leafAt(stream, position),
      this.states.newest(position),
    ]);
    if (leaf) response.setHeader(LEAF_HEADER, `:${leaf.toString('base64')}:`);
    if (seal) response.setHeader(CHECKPOINT_HEADER, textOf(seal));
  }

  private async leafAt(stream: string, position: string): Promise<Buffer | null> {
    const last = await this.log.store.readStream(stream, { direction: 'backwards', limit: LOOKED_AT });
    const event = last.find((one) => one.position === position);
    return event ? leafOf(event) : null;
  }
}

const textOf = ({ size, root, covers }: NewestSeal): string =>
  `size=${size}, root=:${root}:, covers=?${covers ? 1 : 0}`;
