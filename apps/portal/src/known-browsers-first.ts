import type { NextFunction, Request, Response } from 'express';

/** Of browsers that are not known, in one turn of the event loop. */
const AT_ONCE = 4;

/**
 * However many requests come at once from browsers that nobody knows, they go on a few in each turn of the event loop, and those
 * of browsers that have signed in before at once: a flood does not hold these up (R18).
 */
export function knownBrowsersFirst(isKnown: (request: Request) => boolean) {
  const waiting: { readonly response: Response; readonly next: NextFunction }[] = [];
  const goOn = () => {
    for (const { response, next } of waiting.splice(0, AT_ONCE)) {
      // Who has hung up gets no answer.
      if (!response.destroyed) next();
    }
    if (waiting.length > 0) setImmediate(goOn);
  };
  return (request: Request, response: Response, next: NextFunction): void => {
    if (isKnown(request)) next();
    else if (waiting.push({ response, next }) === 1) setImmediate(goOn);
  };
}
