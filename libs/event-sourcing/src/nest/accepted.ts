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

  constructor(id: string, { position }: Pick<CommandOutcome, 'position'>) {
    this.id = id;
    this.#position = position;
  }

  get position(): Position {
    return this.#position;
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
