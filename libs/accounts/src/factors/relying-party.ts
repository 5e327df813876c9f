import type { Request } from 'express';
import { type Config, publicAddress } from '#platform';

/** For which site keys are made and asked for: no browser gives them to another (WebAuthn). */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

export function relyingPartyOf(config: Config, request: Pick<Request, 'socket'>): RelyingParty {
  const { hostname, origin } = new URL(publicAddress(config, request));
  return { id: hostname, origin };
}
