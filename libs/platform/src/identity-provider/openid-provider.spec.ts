import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import { SystemClock } from '../clock.ts';
import { loadConfig } from '../config/load-config.ts';
import { DEMANDS } from './demands.ts';
import { OpenIdProvider } from './openid-provider.ts';

const TIES = { state: 'state', nonce: 'nonce', codeVerifier: 'v'.repeat(43) };

let server: Server;
let own: string;
/** What it says that it is. */
let issuer: string;
/** Its answers have no end. */
let isEndless = false;
beforeAll(async () => {
  server = createServer((request, response) => {
    const endpoint = (path: string) => `${own}${path}`;
    if (isEndless) {
      Readable.from(endlessly()).pipe(response);
      return;
    }
    if (request.url === '/token') {
      const refused = {
        error: 'invalid_grant',
        code: 'Ada',
        name: 'LOVELACE',
        cause: { name: 'ada@mons.example' },
      };
      response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify(refused));
      return;
    }
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

const CHUNK = Buffer.alloc(64 * 1024, ' ');
let sent = 0;
function* endlessly() {
  for (;;) {
    sent += CHUNK.length;
    yield CHUNK;
  }
}

function provider(): OpenIdProvider {
  const config = loadConfig({
    OIDC_ISSUER: own,
    OIDC_CLIENT_ID: 'greffe',
    OIDC_CLIENT_SECRET: 'a-client-secret-for-tests-alone',
    GREFFE_SECRET: 'a-secret-for-tests-alone-0123456789',
    GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
  });
  return new OpenIdProvider(config.identityProvider!, new SystemClock());
}

const begin = () =>
  provider().authorizationUrl(DEMANDS['sign-in'], TIES, 'http://localhost/connexion/retour', 'any');

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

it('does not wait for the end of an answer that has none', async () => {
  isEndless = true;
  await expect(begin()).rejects.toMatchObject({ code: 'identity-provider-away' });
  isEndless = false;
  expect(sent).toBeLessThan(20_000_000);
});

it('says in no log what an answer holds that it refuses: it may be about somebody', async () => {
  issuer = own;
  const said = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const answer = { state: TIES.state, code: 'a-code', iss: own };
  const refused = provider().identify(answer, DEMANDS['sign-in'], TIES, 'http://localhost/connexion/retour');
  await expect(refused).rejects.toMatchObject({ code: 'provider-answer-refused' });
  expect(said.mock.calls).toEqual([
    [expect.stringContaining('An answer of the identity provider was refused')],
  ]);
  expect(JSON.stringify(said.mock.calls)).not.toMatch(/Ada|LOVELACE|mons/i);
  said.mockRestore();
});
