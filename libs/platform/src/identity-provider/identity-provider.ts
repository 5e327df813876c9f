import { createHash, createHmac } from 'node:crypto';
import type { Instant } from '../calendar/instant.ts';
import { notFound, Refusal, unavailable } from '../refusal.ts';

/** What a provider is asked to say of somebody, and how sure it has to be. */
export interface Demand {
  readonly scopes: readonly string[];
  /** Any of these levels of assurance will do (`acr`). */
  readonly levels: readonly [string, ...string[]];
  /** Without one of them nobody is to be vouched for at all: the provider is told so. */
  readonly isLevelEssential: boolean;
}

/** What ties a request to the browser that makes it: each is known to that browser, and to nobody before. */
export interface Ties {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly codeVerifier: string;
}

/** Whom to vouch for: whoever the provider knows to be there, or somebody else. */
export type WantedAccount = 'any' | 'other';

/** What the provider sends a browser back with, as it came: `code`, `state`, `iss`, `error`. */
export type ProviderParameters = Readonly<Record<string, string>>;

/** What a provider says of somebody, under its signature. What it does not say, or says in no form that is kept, is null. */
export interface Assertion {
  readonly issuer: string;
  /** Who it is, for this issuer and for ever (`sub`). */
  readonly subject: string;
  /** The organism they work for. */
  readonly siret: string | null;
  /** Which provider behind the provider has seen them (ProConnect: `idp_id`). */
  readonly idpId: string | null;
  readonly email: string | null;
  /** « Camille MARTIN ». */
  readonly name: string | null;
  /** The level of assurance, one of those that were asked for. */
  readonly level: string;
  /** How they have shown who they are (RFC 8176). */
  readonly methods: readonly string[];
  readonly authenticatedAt: Instant;
  /** The same, where it says so (`auth_time`): its session may be older than its answer. */
  readonly provenAt: Instant | null;
  readonly idToken: string;
}

/** Vouches for people: an OpenID Connect provider, such as ProConnect. */
export abstract class IdentityProvider {
  /** What people call it; null where there is none. */
  abstract readonly name: string | null;

  /**
   * Where a browser is sent to. Where it is to come back with another account than before, whoever is there is asked for it anew.
   * @throws Refusal no-identity-provider, identity-provider-away
   */
  abstract authorizationUrl(
    demand: Demand,
    ties: Ties,
    redirectUri: string,
    account: WantedAccount,
  ): Promise<string>;

  /**
   * Whom the provider vouches for, by what it has sent the browser back with: signature, issuer, audience, end, nonce, level.
   * @throws Refusal no-identity-provider, identity-provider-away, provider-answer-refused
   */
  abstract identify(
    answer: ProviderParameters,
    demand: Demand,
    ties: Ties,
    redirectUri: string,
  ): Promise<Assertion>;

  /**
   * Where a browser is sent to sign out there too; null where the provider has no such place, or is away.
   * @throws Refusal no-identity-provider
   */
  abstract endSessionUrl(idToken: string, state: string, returnTo: string): Promise<string | null>;
}

/** No provider is configured. */
export class NoIdentityProvider extends IdentityProvider {
  override readonly name = null;

  override async authorizationUrl(): Promise<never> {
    throw noProvider();
  }

  override async identify(): Promise<never> {
    throw noProvider();
  }

  override async endSessionUrl(): Promise<null> {
    return null;
  }
}

export const noProvider = (): Refusal =>
  notFound('no-identity-provider', 'Aucun fournisseur d’identité n’est relié à ce portail.');

export const providerAway = (name: string): Refusal =>
  unavailable(
    'identity-provider-away',
    `${name} ne répond pas. Votre code et votre mot de passe ouvrent toujours votre accès.`,
  );

/** One answer for all that is wrong: whoever forges does not learn what was found out. */
export const answerRefused = (name: string): Refusal =>
  new Refusal(
    'unauthenticated',
    'provider-answer-refused',
    `${name} n’a pas confirmé votre identité, ou sa réponse a trop attendu\u00a0: recommencez, ou utilisez votre mot de passe.`,
  );

export const isAnswerRefused = (error: unknown): boolean =>
  error instanceof Refusal && error.code === answerRefused('').code;

/** That of a token which was verified: whoever has the token can show what was proved by it. */
export const hashOfIdToken = ({ idToken }: Pick<Assertion, 'idToken'>): string =>
  createHash('sha256').update(idToken).digest('hex');

/** Stands for somebody as this issuer knows them. Keyed, for ever: whoever reads it cannot ask the provider who it is. */
export const identityHash = (
  nameSecret: string,
  { issuer, subject }: Pick<Assertion, 'issuer' | 'subject'>,
): string =>
  createHmac('sha256', nameSecret)
    .update(`identity:${JSON.stringify([issuer, subject])}`)
    .digest('hex')
    .slice(0, 32);
