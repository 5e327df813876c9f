import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { plusMs } from '../calendar/calendar.ts';
import { MINUTE_MS } from '../calendar/durations.ts';
import { canonicalJson } from '../canonical-json.ts';
import { Clock } from '../clock.ts';
import { acceptedSecrets, Config } from '../config/config.ts';
import { sameText } from '../http/access.guard.ts';
import { cookieIn, cookieOptions } from '../http/cookies.ts';
import { publicAddress } from '../http/public-address.ts';
import { policy } from '../policy.ts';
import { Database } from '../postgres/database.ts';
import { NOT_WAITING } from '../postgres/not-waiting.ts';
import { isSealedBy, rowSeal } from '../postgres/row-seal.ts';
import { DEMANDS, type ProviderPurpose } from './demands.ts';
import {
  type Assertion,
  answerRefused,
  IdentityProvider,
  noProvider,
  type ProviderParameters,
  type Ties,
  type WantedAccount,
} from './identity-provider.ts';

export const providerRequestTable = `
  -- What a browser was sent to the identity provider for. State, nonce and verifier follow from its cookie: whoever reads this has none.
  CREATE TABLE sign_in.provider_requests (
    browser_hash bytea PRIMARY KEY,
    purpose text NOT NULL,
    bound jsonb NOT NULL,
    ends_at timestamptz NOT NULL
  );
`;

/** Those of before, which bear no seal, end here. */
export const providerRequestSeals = `
  DELETE FROM sign_in.provider_requests;
  ALTER TABLE sign_in.provider_requests ADD COLUMN seal bytea NOT NULL;
`;

/** Whoever has shown who they are has one under way for each end. */
export const providerRequestHolders = `
  ALTER TABLE sign_in.provider_requests ADD COLUMN holder text;
  CREATE UNIQUE INDEX provider_requests_of ON sign_in.provider_requests (purpose, holder) WHERE holder IS NOT NULL;
`;

/** What a browser is sent there for. */
interface Wanted {
  readonly purpose: ProviderPurpose;
  /** Whose request it is, in the place of the one that they had begun before; null for anybody. */
  readonly holder: string | null;
  /** What the answer will be for. */
  readonly bound: object;
}

/** The page that providers send browsers back to, which sends on what they brought. */
const RETURN_PATH = '/connexion/retour';
const COOKIE = 'greffe_provider_request';
const TOKEN_BYTES = 32;
const WHOLE_MS = policy.identityProviderBounds.requestMinutes * MINUTE_MS;

/**
 * Requests to the identity provider. Each is for one end, one browser and one answer. The browser comes back by a navigation from
 * another site, which brings no cookie of ours; the page that it finds is ours, and sends the answer on with them.
 */
@Injectable()
export class ProviderRequests {
  private readonly options: CookieOptions;

  constructor(
    private readonly provider: IdentityProvider,
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.options = cookieOptions(config, '/api', WHOLE_MS);
  }

  /**
   * Answers where the browser is to go.
   * @throws Refusal no-identity-provider, identity-provider-away
   */
  async begin(
    { purpose, holder, bound }: Wanted,
    account: WantedAccount,
    request: Request,
    response: Response,
  ): Promise<{ location: string }> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const ties = tiesOf(token, purpose);
    const returnTo = this.returnTo(request);
    const location = await this.provider.authorizationUrl(DEMANDS[purpose], ties, returnTo, account);
    const seal = sealOf(this.config.secret, token, purpose, bound);
    await this.database.query(
      `INSERT INTO sign_in.provider_requests SELECT $1, $2, $3, $4, $5, $6 FROM ${NOT_WAITING}
       ON CONFLICT (purpose, holder) WHERE holder IS NOT NULL DO UPDATE
         SET browser_hash = excluded.browser_hash, bound = excluded.bound, ends_at = excluded.ends_at, seal = excluded.seal`,
      [hashOf(token), purpose, JSON.stringify(bound), plusMs(this.clock.now(), WHOLE_MS), seal, holder],
    );
    response.cookie(COOKIE, token, this.options);
    return { location };
  }

  /**
   * Whom the provider vouches for, and what that was asked for. It uses the request up, whatever the answer is worth.
   * @throws Refusal no-identity-provider, identity-provider-away, provider-answer-refused
   */
  async finish<Bound extends object>(
    purpose: ProviderPurpose,
    answer: ProviderParameters,
    request: Request,
  ): Promise<{ assertion: Assertion; bound: Bound }> {
    if (this.provider.name === null) throw noProvider();
    const token = cookieIn(request, COOKIE);
    const ties = tiesOf(token, purpose);
    // Of another browser, or of none: what this one waits for goes on waiting.
    const isOurs = token !== '' && sameText(answer.state ?? '', ties.state);
    const bound = isOurs ? await this.take<Bound>(token, purpose) : null;
    if (bound === null) throw answerRefused(this.provider.name);
    const assertion = await this.provider.identify(answer, DEMANDS[purpose], ties, this.returnTo(request));
    return { assertion, bound };
  }

  async purge(): Promise<number> {
    const { rowCount } = await this.database.query(
      'DELETE FROM sign_in.provider_requests WHERE ends_at <= $1',
      [this.clock.now()],
    );
    return rowCount ?? 0;
  }

  private async take<Bound extends object>(token: string, purpose: ProviderPurpose): Promise<Bound | null> {
    const { rows } = await this.database.query<{ bound: Bound; seal: Buffer }>(
      `DELETE FROM sign_in.provider_requests
       WHERE browser_hash = $1 AND purpose = $2 AND ends_at > $3 RETURNING bound, seal`,
      [hashOf(token), purpose, this.clock.now()],
    );
    if (!rows[0]) return null;
    const { bound, seal } = rows[0];
    const sealBy = (secret: string) => sealOf(secret, token, purpose, bound);
    const isOurs = isSealedBy(acceptedSecrets(this.config), sealBy, seal);
    return isOurs ? bound : null;
  }

  private returnTo(request: Request): string {
    return publicAddress(this.config, request) + RETURN_PATH;
  }
}

const sealOf = (secret: string, token: string, purpose: ProviderPurpose, bound: object): Buffer =>
  rowSeal(secret, 'provider-request', [token, purpose, canonicalJson(bound)]);

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The page reads from the state what it comes back for. */
function tiesOf(token: string, purpose: ProviderPurpose): Ties {
  const derived = (what: string) => createHmac('sha256', token).update(what).digest('base64url');
  return {
    state: `${purpose}.${derived('state')}`,
    nonce: derived('nonce'),
    codeVerifier: derived('code-verifier'),
  };
}
