import { BadRequestException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

/** More levels than any body of ours has. Tens of thousands fit into a request, and exhaust the stack of all who walk them. */
const MOST_LEVELS = 10;

/** Refuses bodies that are nested without end. To stand behind what parses them. */
export function shallowBodies({ body }: Request, _response: Response, next: NextFunction): void {
  next(isDeeperThan(MOST_LEVELS, body) ? new BadRequestException() : undefined);
}

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner)));
