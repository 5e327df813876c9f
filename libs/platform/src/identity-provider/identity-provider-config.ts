import { isSiret } from '../text/siret.ts';

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

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** On this very machine: there alone, what is sent need not be encrypted. */
export const isOnLoopback = (address: string): boolean => LOOPBACK.test(new URL(address).hostname);

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
