import { applyDecorators, UnsupportedMediaTypeException } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiPayloadTooLargeResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { Refusal } from '../refusal.ts';

/** What a file is sent as, whatever it is: no form of another site can send this type. */
export const FILE_TYPE = 'application/octet-stream';

/** Where files are sent to. Their bodies are left to the endpoint, which reads them within its own bound. */
const FILES = /\/files$/;

export const takesFiles = ({ path }: Request): boolean => FILES.test(path);

/** The endpoint takes one file, as the body. Its path ends in `/files`. */
export const TakesFile = (largest: string) =>
  applyDecorators(
    ApiConsumes(FILE_TYPE),
    ApiBody({ required: true, description: `The bytes of one file, ${largest} at most`, schema: {} }),
    ApiPayloadTooLargeResponse({ description: `A file of more than ${largest}` }),
  );

/**
 * The body of a request as it is.
 * @throws Refusal file-too-large, as soon as it is; UnsupportedMediaTypeException when it is none
 */
export async function sentFile(request: Request, largestBytes: number): Promise<Buffer> {
  if (!request.is(FILE_TYPE) || request.headers['content-encoding'] !== undefined) {
    throw new UnsupportedMediaTypeException();
  }
  if (Number(request.headers['content-length'] ?? 0) > largestBytes) throw tooLarge(largestBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBytes) throw tooLarge(largestBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (largestBytes: number) =>
  new Refusal('too-large', 'file-too-large', `Ce fichier dépasse ${largestBytes / 1_000_000}\u00a0Mo.`);
