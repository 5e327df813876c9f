import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { CommandOutcome } from '../command-handling.ts';
import type { Position } from '../position.ts';

export const POSITION_HEADER = 'Greffe-Position';

/** A command was carried out. The answer's `Greffe-Position` header lets a query wait for it. */
export class Accepted {
  @ApiProperty({ description: 'What the command made or changed' })
  readonly id: string;
  readonly #position: Position;
  readonly #stream: string | null;

  constructor(id: string, { position, stream }: Pick<CommandOutcome, 'position'> & Partial<CommandOutcome>) {
    this.id = id;
    this.#position = position;
    this.#stream = stream ?? null;
  }

  get position(): Position {
    return this.#position;
  }

  /** In which the last event stands; null where it was an act on many. */
  get stream(): string | null {
    return this.#stream;
  }
}

/** Puts the position of an `Accepted` into its header. */
@Injectable()
export class PositionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((answer) => {
        if (answer instanceof Accepted) response.setHeader(POSITION_HEADER, answer.position);
        return answer;
      }),
    );
  }
}
