import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SystemClock } from '../clock.ts';
import { loadConfig } from '../config/load-config.ts';
import { DEMANDS } from './demands.ts';
import { OpenIdProvider } from './openid-provider.ts';

const TIES = { state: 'state', nonce: 'nonce', codeVerifier: 'v'.repeat(43) };

let server: Server;
let own: string;
/** What it says that it is. */
let issuer: string;
beforeAll(async () => {
  server = createServer((_request, response) => {
    const endpoint = (path: string) => `${own}${path}`;
    response.setHeader('Content-Type', 'application/json').end(
      JSON.stringify({
        issuer,
        authorization_endpoint: endpoint('/authorize'),
        token_endpoint: endpoint('/token'),
        userinfo_endpoint: endpoint('/userinfo'),
        jwks_uri: endpoint('/keys'),
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function provider(): OpenIdProvider {
  const config = loadConfig({
    ...{ OIDC_ISSUER: own, OIDC_CLIENT_ID: 'greffe', OIDC_CLIENT_SECRET: 'a-client-secret-for-tests-alone' },
    ...{
      GREFFE_SECRET: 'a-secret-for-tests-alone-0123456789',
      GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
    },
  });
  return new OpenIdProvider(config.identityProvider!, new SystemClock());
}

const begin = () =>
  provider().authorizationUrl(DEMANDS['sign-in'], TIES, 'http://localhost/connexion/retour');

it('goes where the metadata of the issuer say that is configured', async () => {
  issuer = own;
  expect(await begin()).toMatch(`${own}/authorize?`);
});

it.each(['https://attaquant.example', 'http://127.0.0.1', ''])(
  'takes no metadata that name the issuer « %s » in its place',
  async (other) => {
    issuer = other;
    await expect(begin()).rejects.toMatchObject({ code: 'identity-provider-away' });
  },
);
