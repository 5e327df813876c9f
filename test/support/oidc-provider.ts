import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

/** Somebody who is signed in at the provider. */
export interface ProvidedPerson {
  readonly sub: string;
  readonly siret?: string;
  readonly email?: string;
  readonly given_name?: string;
  readonly usual_name?: string;
  readonly acr?: string;
  readonly amr?: readonly string[];
}

/** What becomes of what the provider signs, before it is sent. */
export interface Hostility {
  /** Of the ID token, signed anew with the provider’s own key. */
  readonly idToken?: (claims: JWTPayload) => JWTPayload;
  readonly userinfo?: (claims: JWTPayload) => JWTPayload;
  /** By somebody else’s key, or by none. */
  readonly signer?: 'stranger' | 'nobody';
  /** The answer about the person, without a signature. */
  readonly unsigned?: boolean;
}

const CLIENT = { id: 'greffe', secret: 'a-client-secret-for-tests-alone-0123456789' };
const DIRECTOR = 'https://proconnect.gouv.fr/assurance/certification-dirigeant';
const KEY_ID = 'test';

/** A real OpenID Connect provider on the loopback, which speaks as ProConnect does and signs in whom the test names. */
export class TestProvider {
  person: ProvidedPerson = { sub: 'nobody' };
  hostility: Hostility = {};
  /** Seconds. */
  idTokenTtl = 300;
  /** Whoever is sent there declines. */
  declines = false;
  isAway = false;
  /** What its authorization endpoint was asked last. */
  asked = new URLSearchParams();

  private constructor(
    readonly issuer: string,
    private readonly provider: Provider,
    private readonly server: ReturnType<typeof createServer>,
    private readonly keys: { readonly own: CryptoKey; readonly stranger: CryptoKey },
  ) {}

  static async start(): Promise<TestProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const stranger = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
    let self: TestProvider | undefined;
    const provider = new Provider(issuer, {
      ...configurationOf(() => self!),
      jwks: { keys: [jwk as never] },
    });
    const keys = { own: (await importJWK(jwk, 'RS256')) as CryptoKey, stranger: stranger.privateKey };
    self = new TestProvider(issuer, provider, server, keys);
    anyPort(provider);
    const started = self;
    provider.use((context, next) => started.tamper(context as never, next));
    const answer = provider.callback();
    server.on('request', (request, response) => {
      if (started.isAway) return request.socket.destroy();
      if (request.url?.startsWith('/interaction/')) return void started.interact(request, response);
      return void answer(request, response);
    });
    return started;
  }

  /** The variables of a register that knows it. */
  get environment(): NodeJS.ProcessEnv {
    return { OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret };
  }

  /** Goes where a browser is sent, as a browser of its own; answers what it is sent back with. */
  async visit(location: string): Promise<URLSearchParams> {
    const cookies = new Map<string, string>();
    let url = new URL(location);
    while (url.origin === this.issuer) {
      const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, { redirect: 'manual', headers: { Cookie } });
      for (const cookie of response.headers.getSetCookie()) {
        const [name = '', value = ''] = cookie.split(';')[0]!.split('=');
        cookies.set(name, value);
      }
      const next = response.headers.get('location');
      if (next === null) throw new Error(`${response.status} ${await response.text()}`);
      url = new URL(next, url);
    }
    return url.searchParams;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Whoever comes is signed in, or declines, at once. */
  private async interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { sub: accountId, acr = 'eidas1', amr = ['pwd'] } = this.person;
    const result = this.declines
      ? { error: 'access_denied', error_description: 'Declined' }
      : { login: { accountId, acr, amr: [...amr], remember: false } };
    await this.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  private async tamper(
    context: { path: string; query: object; body: unknown; type: string; status: number },
    next: () => Promise<void>,
  ): Promise<void> {
    if (context.path === '/auth') this.asked = new URLSearchParams(context.query as Record<string, string>);
    await next();
    const { idToken, userinfo, unsigned = false, signer } = this.hostility;
    const body = context.body as { id_token?: string };
    if (context.path === '/token' && body?.id_token && (idToken || signer)) {
      context.body = { ...body, id_token: await this.sign(decodeJwt(body.id_token), idToken) };
    }
    if (context.path === '/me' && context.status === 200 && (userinfo || unsigned)) {
      const claims = decodeJwt(String(context.body));
      if (unsigned) Object.assign(context, { body: claims });
      else Object.assign(context, { body: await this.sign(claims, userinfo), type: 'application/jwt' });
    }
  }

  private async sign(claims: JWTPayload, change: Hostility['idToken'] = (same) => same): Promise<string> {
    const changed = change(claims);
    if (this.hostility.signer === 'nobody') {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none' })}.${part(changed)}.`;
    }
    const key = this.hostility.signer === 'stranger' ? this.keys.stranger : this.keys.own;
    return new SignJWT(changed).setProtectedHeader({ alg: 'RS256', kid: KEY_ID }).sign(key);
  }
}

/** The portal under test listens on any free port. */
function anyPort(provider: Provider): void {
  const withoutPort = (address: string) => address.replace(/^(http:\/\/localhost):\d+/, '$1');
  const { prototype } = provider.Client as unknown as {
    prototype: Record<'redirectUriAllowed' | 'postLogoutRedirectUriAllowed', (address: string) => boolean>;
  };
  for (const name of ['redirectUriAllowed', 'postLogoutRedirectUriAllowed'] as const) {
    const isAllowed = prototype[name];
    prototype[name] = function (address) {
      return isAllowed.call(this, withoutPort(address));
    };
  }
}

const configurationOf = (self: () => TestProvider): Configuration => ({
  clients: [
    {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      application_type: 'web',
      redirect_uris: ['http://localhost/connexion/retour'],
      post_logout_redirect_uris: ['http://localhost/connexion'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'RS256',
      userinfo_signed_response_alg: 'RS256',
    },
  ],
  clientBasedCORS: () => false,
  cookies: { keys: ['a-cookie-key-for-tests-alone'] },
  acrValues: ['eidas1', 'eidas2', 'eidas3', DIRECTOR],
  claims: {
    openid: ['sub', 'acr', 'amr'],
    email: ['email'],
    given_name: ['given_name'],
    usual_name: ['usual_name'],
    siret: ['siret'],
    idp_id: ['idp_id'],
  },
  scopes: ['openid', 'email', 'given_name', 'usual_name', 'siret', 'idp_id'],
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    jwtUserinfo: { enabled: true },
    claimsParameter: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      // Whoever signs out here is not asked again.
      logoutSource: async (context, form) => {
        context.body = `<!doctype html>${form}<script>document.forms[0].append(Object.assign(document.createElement('input'),{type:'hidden',name:'logout',value:'yes'}));document.forms[0].submit()</script>`;
      },
    },
  },
  ttl: {
    IdToken: () => self().idTokenTtl,
    AccessToken: 300,
    AuthorizationCode: 60,
    Grant: 300,
    Interaction: 300,
    Session: 3600,
  },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, sub) => {
    const { acr: _acr, amr: _amr, ...person } = self().person;
    return { accountId: sub, claims: async () => ({ idp_id: 'an-identity-provider', ...person, sub }) };
  },
  // Nobody is asked what the register may know of them: it is registered for all of it.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client!.clientId,
      accountId: oidc.session!.accountId,
    });
    grant.addOIDCScope('openid email given_name usual_name siret idp_id');
    grant.addOIDCClaims(['acr', 'amr']);
    await grant.save();
    return grant;
  },
});
