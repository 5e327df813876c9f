import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { Response } from 'express';
import { mergeMap, type Observable } from 'rxjs';
import { Accepted, StoredLog } from '#event-sourcing';
import { leafOf } from '../leaf.ts';
import { LogStates, type NewestSeal } from '../log-states.ts';
import { SignedHeads } from '../signed-heads.ts';

export const LEAF_HEADER = 'Greffe-Leaf';
export const CHECKPOINT_HEADER = 'Greffe-Checkpoint';

/** Others may have written to the stream since. */
const LOOKED_AT = 20;

/** Files that a program reads line by line: nothing but its lines may stand in them. Other files carry what the log was within. */
const FILES_OF_LINES = ['text/csv', 'application/x-ndjson'];

/**
 * The answer to a command says what its last event is in the sealed log, and what the log was sealed at by then: whoever keeps both can
 * ask for the proof at any time. So does a file of lines, beside them. Values are structured fields (RFC 9651).
 */
@Injectable()
export class SealHeadersInterceptor implements NestInterceptor {
  constructor(
    private readonly log: StoredLog,
    private readonly states: LogStates,
    private readonly heads: SignedHeads,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      mergeMap(async (answer) => {
        // What was done is done, whether or not its seal can be told.
        if (answer instanceof Accepted) await this.tell(answer, response).catch(() => {});
        if (isOfLines(answer)) await this.tellOfFile(response).catch(() => {});
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

  private async tellOfFile(response: Response): Promise<void> {
    const newest = await this.heads.newestCheckpoint();
    if (newest) response.setHeader(CHECKPOINT_HEADER, rootOf(newest));
  }

  private async leafAt(stream: string, position: string): Promise<Buffer | null> {
    const last = await this.log.store.readStream(stream, { direction: 'backwards', limit: LOOKED_AT });
    const event = last.find((one) => one.position === position);
    return event ? leafOf(event) : null;
  }
}

const isOfLines = (answer: unknown): boolean =>
  answer instanceof StreamableFile &&
  FILES_OF_LINES.some((type) => answer.getHeaders().type?.startsWith(type));

const rootOf = ({ size, root }: Pick<NewestSeal, 'size' | 'root'>): string => `size=${size}, root=:${root}:`;

const textOf = ({ covers, ...seal }: NewestSeal): string => `${rootOf(seal)}, covers=?${covers ? 1 : 0}`;
