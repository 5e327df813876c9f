import { UnsupportedMediaTypeException } from '@nestjs/common';
import express, { type NextFunction, type Request, type Response } from 'express';
import { FILE_TYPE, takesFiles } from '../files/sent-files.ts';
import { SAFE_METHODS } from './access.ts';
import { shallowBodies } from './shallow-bodies.ts';

const LARGEST_BODY = '64kb';

/**
 * Reads bodies: JSON alone, not compressed, of 64 kB at most, and not nested without end. What is larger is not parsed; files
 * (`sentFile`) are left as they are.
 */
export const jsonBodies = [
  jsonOnly,
  express.json({ limit: LARGEST_BODY, inflate: false }),
  shallowBodies,
] as const;

/** What changes something is sent as JSON, as a file, or without a body: forms of other sites can send none of these. */
function jsonOnly(request: Request, _response: Response, next: NextFunction): void {
  const { method, headers } = request;
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  const isEmpty = headers['transfer-encoding'] === undefined && !Number(headers['content-length'] ?? 0);
  const isJson = type === 'application/json' || (type === undefined && isEmpty);
  const isFile = type === FILE_TYPE && takesFiles(request);
  next(isJson || isFile || SAFE_METHODS.has(method) ? undefined : new UnsupportedMediaTypeException());
}
