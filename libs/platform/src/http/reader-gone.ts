import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { unavailable } from '../refusal.ts';

/** A signal, as a parameter of a handler: whoever asked does not wait for the answer any more. What it ends is refused. */
export const ReaderGone = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const gone = new AbortController();
  context
    .switchToHttp()
    .getResponse<Response>()
    .once('close', () => gone.abort(unavailable('reader-gone', 'La demande a été abandonnée.')));
  return gone.signal;
});
