import { isSiret } from '../text/siret.ts';
import { isLoopback } from './loopback.ts';

/** Which of the signatures that a provider may make are taken: never `none`, and none that the client’s secret could make. */
export const SIGNING_ALGORITHMS = ['RS256', 'PS256', 'ES256'] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** The OpenID Connect provider that vouches for people, and what it knows this register by. */
export interface IdentityProviderConfig {
  /** An https:// address, exactly as the provider spells it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it. */
  readonly name: string;
  /** With which ID tokens and answers about people are signed. */
  readonly signingAlgorithm: SigningAlgorithm;
  /** The SIRET of a Caf by its code: a Caf goes by its code everywhere else. */
  readonly cafSirets: ReadonlyMap<string, string>;
}

/** The variables that describe it. */
interface ProviderVariables {
  readonly OIDC_ISSUER?: string;
  readonly OIDC_CLIENT_ID?: string;
  readonly OIDC_CLIENT_SECRET?: string;
  readonly OIDC_NAME?: string;
  readonly OIDC_SIGNING_ALG?: SigningAlgorithm;
  readonly OIDC_CAF_SIRETS?: string;
  readonly PUBLIC_URL?: string;
}

/** On this very machine: there alone, what is sent need not be encrypted. */
export const isOnLoopback = (address: string): boolean =>
  isLoopback(new URL(address).hostname.replace(/^\[|\]$/g, ''));

/** An address that OpenID Connect takes for an issuer. */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  const isPlain = username === '' && password === '' && search === '' && hash === '' && !/[?#]/.test(text);
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && isOnLoopback(text)));
}

/** `595:77562424000013, 627:…`: the SIRET of each Caf by its code; null when it is written otherwise. */
export function cafSiretsIn(text = ''): ReadonlyMap<string, string> | null {
  const pairs = text
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => pair.split(':').map((part) => part.trim()));
  const areRight = pairs.every(([code = '', siret = '', ...more]) =>
    Boolean(/^[0-9A-Za-z-]{1,40}$/.test(code) && isSiret(siret) && more.length === 0),
  );
  return areRight ? new Map(pairs as [string, string][]) : null;
}

const DEFAULT_PROVIDER_NAME = 'ProConnect';

export function identityProviderIn(variables: ProviderVariables): IdentityProviderConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = variables;
  if (!issuer || !clientId || !clientSecret) return undefined;
  return {
    issuer,
    clientId,
    clientSecret,
    name: variables.OIDC_NAME ?? DEFAULT_PROVIDER_NAME,
    signingAlgorithm: variables.OIDC_SIGNING_ALG ?? 'RS256',
    cafSirets: cafSiretsIn(variables.OIDC_CAF_SIRETS) ?? new Map(),
  };
}

/** A provider that is half configured is none, and whoever has configured it does not know. */
export function missingOfProvider(variables: ProviderVariables): string[] {
  const needed = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const others = ['OIDC_NAME', 'OIDC_SIGNING_ALG', 'OIDC_CAF_SIRETS'] as const;
  const given = [...needed, ...others].filter((name) => variables[name]);
  const absent = given.length === 0 ? [] : needed.filter((name) => !variables[name]);
  const problems = absent.map((name) => `${name} is required with ${given[0]}`);
  const { OIDC_ISSUER, PUBLIC_URL } = variables;
  // The provider sends people back to an address that it was told beforehand.
  if (OIDC_ISSUER && isIssuer(OIDC_ISSUER) && !isOnLoopback(OIDC_ISSUER) && !PUBLIC_URL) {
    problems.push('PUBLIC_URL is required with OIDC_ISSUER');
  }
  return problems;
}
