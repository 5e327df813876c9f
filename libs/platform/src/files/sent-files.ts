import { applyDecorators, UnsupportedMediaTypeException } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiPayloadTooLargeResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { inTime } from '../in-time.ts';
import { Refusal, unavailable } from '../refusal.ts';

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

const WITHIN_MS = 120_000;

/**
 * The body of a request as it is.
 * @throws Refusal file-too-large, as soon as it is; file-late; UnsupportedMediaTypeException when it is none
 */
export async function sentFile(
  request: Request,
  largestBytes: number,
  withinMs = WITHIN_MS,
): Promise<Buffer> {
  if (!request.is(FILE_TYPE) || request.headers['content-encoding'] !== undefined) {
    throw new UnsupportedMediaTypeException();
  }
  if (Number(request.headers['content-length'] ?? 0) > largestBytes) throw tooLarge(largestBytes);
  const givenUp = new AbortController();
  return inTime(bodyOf(request, largestBytes, givenUp.signal), withinMs, () => {
    givenUp.abort();
    return late();
  });
}

async function bodyOf(request: Request, largestBytes: number, givenUp: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBytes) throw tooLarge(largestBytes);
    if (givenUp.aborted) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (largestBytes: number) =>
  new Refusal('too-large', 'file-too-large', `Ce fichier dépasse ${largestBytes / 1_000_000}\u00a0Mo.`);

const late = () =>
  unavailable(
    'file-late',
    'Ce fichier met trop de temps à arriver\u00a0: réessayez avec une meilleure connexion.',
  );
