import type { Request } from 'express';
import type { Config } from '#platform';

/** For which site keys are made and asked for: no browser gives them to another (WebAuthn). */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** By the public address; without one, this very machine as a browser on it calls it. */
export function relyingPartyOf({ publicUrl }: Config, { socket }: Pick<Request, 'socket'>): RelyingParty {
  const { hostname, origin } = new URL(publicUrl ?? `http://localhost:${socket.localPort}`);
  return { id: hostname, origin };
}
