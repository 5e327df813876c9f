import { Logger } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  clockSkew,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  getJwksCache,
  type IDToken,
  type ServerMetadata,
  setJwksCache,
  type UserInfoResponse,
} from 'openid-client';
import { bytesWithin } from '../bytes-within.ts';
import { MINUTE_MS } from '../calendar/durations.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Clock } from '../clock.ts';
import { type IdentityProviderConfig, isOnLoopback } from '../config/identity-provider-config.ts';
import { policy } from '../policy.ts';
import { Refusal } from '../refusal.ts';
import { readText, type TextKindName } from '../text/kinds.ts';
import {
  type Assertion,
  answerRefused,
  type Demand,
  IdentityProvider,
  type ProviderParameters,
  providerAway,
  type Ties,
  type WantedAccount,
} from './identity-provider.ts';

/** It cannot be reached, answers too late, or says itself that it cannot answer. */
class Away extends Error {
  override readonly name = 'Away';
}

const LARGEST_ANSWER = 1_000_000;
const MOST_CAUSES = 5;
const LONGEST_SUBJECT = 255;

/**
 * The authorization code flow with PKCE (OpenID Connect Core 1.0, RFC 7636, RFC 9207), of one client at one provider. What the
 * provider says of itself is kept for an hour, and on for as long as it is away.
 */
export class OpenIdProvider extends IdentityProvider {
  override readonly name: string;
  private readonly logger = new Logger('IdentityProvider');
  #known: { readonly metadata: ServerMetadata; readonly until: number } | null = null;
  #discovering: Promise<ServerMetadata> | undefined;
  #keys: Parameters<typeof setJwksCache>[1] | undefined;

  constructor(
    private readonly provider: IdentityProviderConfig,
    private readonly clock: Clock,
  ) {
    super();
    this.name = provider.name;
  }

  override authorizationUrl(
    demand: Demand,
    ties: Ties,
    redirectUri: string,
    account: WantedAccount,
  ): Promise<string> {
    return this.reached(async (configuration) => {
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: demand.scopes.join(' '),
        state: ties.state,
        nonce: ties.nonce,
        code_challenge: await calculatePKCECodeChallenge(ties.codeVerifier),
        code_challenge_method: 'S256',
        ...(!demand.isLevelEssential && { acr_values: demand.levels[0] }),
        // Of what OpenID Connect has for it, ProConnect takes this alone, and refuses requests with `max_age`.
        ...(account === 'other' && { prompt: 'login' }),
        claims: JSON.stringify({ id_token: claimsOf(demand) }),
      });
      return url.href;
    });
  }

  override identify(
    answer: ProviderParameters,
    demand: Demand,
    ties: Ties,
    redirectUri: string,
  ): Promise<Assertion> {
    const returned = new URL(`${redirectUri}?${new URLSearchParams(answer)}`);
    return this.reached(async (configuration) => {
      const tokens = await authorizationCodeGrant(configuration, returned, {
        expectedState: ties.state,
        expectedNonce: ties.nonce,
        pkceCodeVerifier: ties.codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims || !tokens.id_token) throw new Error('no ID token');
      const person = await fetchUserInfo(configuration, tokens.access_token, claims.sub);
      this.#keys = getJwksCache(configuration);
      this.mustBeForUs(person);
      return assertionOf(tokens.id_token, claims, person, demand);
    });
  }

  override async endSessionUrl(idToken: string, state: string, returnTo: string): Promise<string | null> {
    const configuration = await this.configuration().catch(() => null);
    if (!configuration?.serverMetadata().end_session_endpoint) return null;
    const asked = { id_token_hint: idToken, state, post_logout_redirect_uri: returnTo };
    return buildEndSessionUrl(configuration, asked).href;
  }

  /** OpenID Connect leaves these out of an answer about a person where it likes; in one that is signed we want them. */
  private mustBeForUs({ iss, aud, exp }: UserInfoResponse): void {
    const { issuer, clientId } = this.provider;
    const isForUs = iss === issuer && [aud].flat().includes(clientId) && typeof exp === 'number';
    if (!isForUs) throw new Error('an answer about a person that does not say for whom, or until when');
  }

  private async reached<Result>(work: (configuration: Configuration) => Promise<Result>): Promise<Result> {
    try {
      return await work(await this.configuration());
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const causes = causesOf(error);
      if (causes.some((cause) => cause instanceof Away)) {
        this.logger.warn(`The identity provider is away (${causes.map(nameOf).join(', ')})`);
        throw providerAway(this.name);
      }
      this.logger.warn(`An answer of the identity provider was refused (${causes.map(nameOf).join(', ')})`);
      throw answerRefused(this.name);
    }
  }

  /** Made anew each time, since time goes by the clock of the register. */
  private async configuration(): Promise<Configuration> {
    const { clientId, clientSecret, signingAlgorithm, issuer } = this.provider;
    const configuration = new Configuration(await this.metadata(), clientId, {
      client_secret: clientSecret,
      id_token_signed_response_alg: signingAlgorithm,
      userinfo_signed_response_alg: signingAlgorithm,
      [clockSkew]: Math.round((Date.parse(this.clock.now()) - Date.now()) / 1000),
      [clockTolerance]: policy.identityProviderBounds.clockToleranceSeconds,
    });
    configuration[customFetch] = bounded;
    configuration.timeout = policy.identityProviderBounds.timeoutSeconds;
    if (isOnLoopback(issuer)) allowInsecureRequests(configuration);
    enableNonRepudiationChecks(configuration);
    if (this.#keys) setJwksCache(configuration, this.#keys);
    return configuration;
  }

  private async metadata(): Promise<ServerMetadata> {
    const known = this.#known;
    const now = Date.parse(this.clock.now());
    if (known && now < known.until) return known.metadata;
    // Whoever comes meanwhile waits for the same answer.
    this.#discovering ??= this.discover().finally(() => {
      this.#discovering = undefined;
    });
    try {
      const metadata = await this.#discovering;
      this.#known = { metadata, until: now + policy.identityProviderBounds.metadataMinutes * MINUTE_MS };
      return metadata;
    } catch (error) {
      if (known) return known.metadata;
      throw error;
    }
  }

  private async discover(): Promise<ServerMetadata> {
    const { issuer, clientId } = this.provider;
    const options = {
      [customFetch]: bounded,
      timeout: policy.identityProviderBounds.timeoutSeconds,
      ...(isOnLoopback(issuer) && { execute: [allowInsecureRequests] }),
    };
    // Whatever stands in its place there, it is not the provider.
    const found = await discovery(new URL(issuer), clientId, undefined, undefined, options).catch(
      (cause: unknown) => {
        throw new Away('no discovery', { cause });
      },
    );
    return found.serverMetadata();
  }
}

/** `amr`, by which a sign-in knows of a second factor, is told by ProConnect to whoever asks for it, and to nobody else. */
const claimsOf = ({ isLevelEssential, levels }: Demand) =>
  isLevelEssential
    ? { acr: { essential: true, value: levels[0] } }
    : { amr: { essential: true }, auth_time: { essential: true } };

function assertionOf(
  idToken: string,
  { iss, sub, acr, amr, auth_time, iat }: IDToken,
  person: UserInfoResponse,
  { levels }: Demand,
): Assertion {
  if (sub.length === 0 || sub.length > LONGEST_SUBJECT) throw new Error('a subject of no use');
  if (typeof acr !== 'string' || !levels.includes(acr)) throw new Error('a level that was not asked for');
  const name = [said(person.given_name, 'personName'), said(person.usual_name, 'personName')];
  return {
    issuer: iss,
    subject: sub,
    level: acr,
    idToken,
    siret: said(person.siret, 'siret'),
    idpId: said(person.idp_id, 'token'),
    email: said(person.email, 'mailbox'),
    name: name.filter((part) => part !== null).join(' ') || null,
    methods: Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : [],
    authenticatedAt: instantOf(auth_time ?? iat),
    provenAt: auth_time === undefined ? null : instantOf(auth_time),
  };
}

/** Of seconds since 1970, as tokens have them. */
const instantOf = (seconds: number): Instant => new Date(seconds * 1000).toISOString();

const said = (claim: unknown, kind: TextKindName): string | null =>
  claim === undefined || claim === null ? null : readText(kind, claim).text;

/** What does not come whole, in time and in bounds has not come. */
const bounded: CustomFetch = async (url, options) => {
  try {
    const response = await fetch(url, options as RequestInit);
    if (response.status >= 500) throw new Away(`HTTP ${response.status}`);
    const body = await bytesWithin(LARGEST_ANSWER, response.body, () => new Away('an answer without end'));
    return new Response(body.length > 0 ? new Uint8Array(body) : null, response);
  } catch (error) {
    throw error instanceof Away ? error : new Away('no answer', { cause: error });
  }
};

/** Errors alone, and nothing of what was answered, which may be given as a cause too: it may say who it is about. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < MOST_CAUSES; cause = cause.cause)
    causes.push(cause);
  return causes;
}

const nameOf = (error: Error): string => String((error as NodeJS.ErrnoException).code ?? error.name);
