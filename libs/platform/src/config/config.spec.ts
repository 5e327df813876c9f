import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigurationError } from './config.ts';
import { withKeptSecrets } from './kept-secrets.ts';
import { loadConfig, loadSettings } from './load-config.ts';
import { withSecretFiles } from './secret-files.ts';

const SECRET = 'a-key-of-more-than-thirty-two-characters';
const MASTER_KEY = 'another-key-for-tests-alone-0123456789';

/** A public key as C2SP signed-note writes it. */
function key(name: string, type: number, length: number): string {
  const bytes = Buffer.alloc(1 + length, 7);
  bytes[0] = type;
  const id = createHash('sha256').update(`${name}\n`).update(bytes).digest('hex').slice(0, 8);
  return `${name}+${id}+${bytes.toString('base64')}`;
}

describe('configuration', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'greffe-config-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const load = (env: NodeJS.ProcessEnv = {}) => loadConfig({ GREFFE_DATA_DIR: dataDir, ...env });
  const problemOf = (env: NodeJS.ProcessEnv): string => {
    try {
      load(env);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      return (error as Error).message;
    }
    throw new Error('The configuration was accepted');
  };

  it('finds a register, or says that there is none and makes nothing', () => {
    const nowhere = join(dataDir, 'elsewhere');
    const existing = (env: NodeJS.ProcessEnv) =>
      loadConfig({ GREFFE_DATA_DIR: nowhere, ...env }, { existing: true });
    expect(() => existing({})).toThrow(/^Configuration: there is no register in .*elsewhere/);
    expect(existsSync(nowhere)).toBe(false);
    existing({
      DATABASE_URL: 'postgres://greffe@127.0.0.1/greffe',
      GREFFE_SECRET: SECRET,
      GREFFE_MASTER_KEY: MASTER_KEY,
    });
    mkdirSync(join(nowhere, 'postgres'), { recursive: true });
    existing({});
  });

  it('needs nothing: an embedded engine for each URL that is unset', () => {
    const { secret } = load();
    expect(load()).toEqual({
      environment: 'development',
      host: '127.0.0.1',
      port: 3000,
      dataDir,
      demo: 'on',
      databaseUrl: undefined,
      migrationsDatabaseUrl: undefined,
      eventStoreUrl: undefined,
      redisUrl: undefined,
      smtpUrl: undefined,
      clamdUrl: undefined,
      countryDatabase: undefined,
      mailFrom: expect.stringContaining('@'),
      publicUrl: undefined,
      trustProxy: undefined,
      masterKey: expect.stringMatching(/^[\w-]{43}$/),
      secret,
      previousSecret: undefined,
      nameSecret: secret,
      sealKeyFile: join(dataDir, 'seal-key'),
      sealOrigin: 'greffe.localhost',
      witnesses: [],
      logLevel: 'warn',
      metricsPort: undefined,
      traceCollectorUrl: undefined,
      siem: undefined,
    });
    expect(loadConfig({ GREFFE_SECRET: SECRET }).dataDir).toBe(resolve('.data'));
  });

  it.each(['0.0.0.0', '::', '192.0.2.7', '127.0.0.1.example'])(
    'shows the demonstration, whose password is published, to nobody on %s',
    (HOST) => {
      expect(problemOf({ HOST })).toContain('HOST must be a loopback address with the demonstration data');
      expect(load({ HOST, GREFFE_DEMO: 'off' }).host).toBe(HOST);
    },
  );

  it('reads every variable', () => {
    const env = {
      NODE_ENV: 'production',
      HOST: '::1',
      PORT: '8080',
      GREFFE_DEMO: 'on',
      DATABASE_URL: 'postgres://greffe:p%40ss@db:5432/greffe',
      MIGRATIONS_DATABASE_URL: 'postgres://owner:p%40ss@db:5432/greffe',
      EVENTSTORE_URL: 'esdb://admin:changeit@node1:2113,node2:2113?tls=true',
      REDIS_URL: 'rediss://:secret@redis:6380/1',
      SMTP_URL: 'smtps://user:pass@mail:465',
      CLAMD_URL: 'tcp://clamav:3310',
      GREFFE_COUNTRY_DATABASE: 'test/maxmind/GeoLite2-Country-Test.mmdb',
      MAIL_FROM: 'Caf du Nord <portail@caf59.example>',
      PUBLIC_URL: 'https://greffe.example/portail/',
      TRUST_PROXY: '10.0.0.0/8, fd00::/8, 192.0.2.7, loopback',
      GREFFE_SECRET: SECRET,
      GREFFE_SECRET_PREVIOUS: `${SECRET}, of before`,
      GREFFE_NAME_SECRET: `${SECRET}, the first one`,
      GREFFE_MASTER_KEY: MASTER_KEY,
      GREFFE_SEAL_KEY_FILE: '/run/secrets/seal-key',
      GREFFE_SEAL_ORIGIN: 'registre.caf59.example',
      GREFFE_CHECKPOINT_DIR: '/srv/checkpoints',
      GREFFE_WITNESSES: `https://temoin.ville.example/ ${key('temoin.ville.example', 4, 32)}, http://10.0.0.7:8099 ${key('w', 4, 32)} ${key('w', 6, 1312)}`,
      GREFFE_TSA_URL: 'https://tsa.example/rfc3161',
      LOG_LEVEL: 'debug',
      METRICS_PORT: '9464',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      GREFFE_SIEM_URL: 'syslog+tls://siem.example:6514',
      GREFFE_SIEM_MASK: 'user.name, src_endpoint.ip',
      GREFFE_SIEM_FROM: 'start',
      OIDC_ISSUER: 'https://proconnect.example/api/v2',
      OIDC_CLIENT_ID: 'greffe',
      OIDC_CLIENT_SECRET: 'a-client-secret',
      OIDC_NAME: 'Connexion de l’État',
      OIDC_SIGNING_ALG: 'ES256',
      OIDC_CAF_SIRETS: '595:77562424000013, 627:21590410000017',
    };
    expect(load(env)).toEqual({
      environment: 'production',
      host: '::1',
      port: 8080,
      dataDir,
      demo: 'on',
      databaseUrl: env.DATABASE_URL,
      migrationsDatabaseUrl: env.MIGRATIONS_DATABASE_URL,
      eventStoreUrl: env.EVENTSTORE_URL,
      redisUrl: env.REDIS_URL,
      smtpUrl: env.SMTP_URL,
      clamdUrl: env.CLAMD_URL,
      countryDatabase: env.GREFFE_COUNTRY_DATABASE,
      mailFrom: env.MAIL_FROM,
      publicUrl: 'https://greffe.example/portail',
      trustProxy: ['10.0.0.0/8', 'fd00::/8', '192.0.2.7', 'loopback'],
      secret: SECRET,
      previousSecret: env.GREFFE_SECRET_PREVIOUS,
      nameSecret: env.GREFFE_NAME_SECRET,
      masterKey: MASTER_KEY,
      sealKeyFile: '/run/secrets/seal-key',
      sealOrigin: 'registre.caf59.example',
      checkpointDir: '/srv/checkpoints',
      witnesses: [
        { url: 'https://temoin.ville.example', keys: [key('temoin.ville.example', 4, 32)] },
        { url: 'http://10.0.0.7:8099', keys: [key('w', 4, 32), key('w', 6, 1312)] },
      ],
      tsa: { url: 'https://tsa.example/rfc3161', ca: undefined },
      logLevel: 'debug',
      metricsPort: 9464,
      traceCollectorUrl: 'http://collector:4318',
      siem: {
        url: 'syslog+tls://siem.example:6514',
        ca: undefined,
        from: 'start',
        mask: ['user.name', 'src_endpoint.ip'],
      },
      identityProvider: {
        issuer: env.OIDC_ISSUER,
        clientId: 'greffe',
        clientSecret: 'a-client-secret',
        name: 'Connexion de l’État',
        signingAlgorithm: 'ES256',
        cafSirets: new Map([
          ['595', '77562424000013'],
          ['627', '21590410000017'],
        ]),
      },
    });
  });

  it('names the sealed log by its public address, without the scheme', () => {
    expect(load({ PUBLIC_URL: 'https://greffe.example/portail/' }).sealOrigin).toBe('greffe.example/portail');
    expect(() => load({ GREFFE_SEAL_ORIGIN: 'a name' })).toThrow(/GREFFE_SEAL_ORIGIN must be an address/);
  });

  it.each([
    ...['https://w.example', key('w', 4, 32), 'https://w.example w+00000000+BA=='],
    `https://w.example ${key('w', 4, 32)} ${key('v', 4, 32)}`,
    `https://w.example ${key('w', 1, 32)}`,
    `https://w.example ${key('w', 4, 31)}`,
    `https://w.example x${key('w', 4, 32)}`,
  ])('takes no witnesses from %s', (GREFFE_WITNESSES) => {
    expect(problemOf({ GREFFE_WITNESSES })).toContain('GREFFE_WITNESSES must be witnesses');
  });

  it('takes a number of proxies too', () => {
    expect(load({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
  });

  it('brings fictitious people only into stores of its own that are not for real, unless it is told to', () => {
    const shared = {
      DATABASE_URL: 'postgres://db/greffe',
      GREFFE_SECRET: SECRET,
      GREFFE_MASTER_KEY: MASTER_KEY,
    };
    expect(load(shared).demo).toBe('off');
    expect(load({ EVENTSTORE_URL: 'esdb://node1:2113' }).demo).toBe('off');
    expect(load({ NODE_ENV: 'production' }).demo).toBe('off');
    expect(load({ ...shared, GREFFE_DEMO: 'on' }).demo).toBe('on');
  });

  it('wants a database of those who run none', () => {
    const alone = (env: NodeJS.ProcessEnv) => () =>
      loadConfig({ GREFFE_DATA_DIR: dataDir, ...env }, { embedded: false });
    expect(alone({ PORT: '-1' })).toThrow(
      'Configuration: PORT must be a port number, 0 to 65535 (0: any free one); DATABASE_URL is required: the embedded PostgreSQL is for "greffe start" alone',
    );
    const shared = { DATABASE_URL: 'postgres://db/greffe', GREFFE_SECRET: SECRET };
    expect(alone({ ...shared, GREFFE_MASTER_KEY: MASTER_KEY })).not.toThrow();
  });

  it('takes an empty variable for an unset one', () => {
    expect(load({ PORT: '', DATABASE_URL: '', GREFFE_SECRET: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    });
  });

  it('takes secrets out of files, as container platforms hand them over', () => {
    const file = join(dataDir, 'given');
    const secret = 's'.repeat(32);
    writeFileSync(file, `${secret}\n`);
    expect(load({ GREFFE_SECRET_FILE: file }).secret).toBe(secret);
    expect(withSecretFiles({ EVENTSTORE_ADMIN_URL_FILE: file }).env).toEqual({
      EVENTSTORE_ADMIN_URL: secret,
    });
    expect(problemOf({ GREFFE_SECRET_FILE: file, GREFFE_SECRET: secret })).toBe(
      'Configuration: GREFFE_SECRET and GREFFE_SECRET_FILE exclude each other',
    );
    expect(problemOf({ DATABASE_URL_FILE: '/nowhere/url' })).toBe(
      'Configuration: DATABASE_URL_FILE cannot be read (ENOENT)',
    );
    writeFileSync(file, 'short');
    expect(problemOf({ GREFFE_SECRET_FILE: file })).toContain(
      'GREFFE_SECRET must be at least 32 characters long',
    );
  });

  it('leaves the variables of others alone', () => {
    expect(() => load({ HOME: '/root', npm_config_loglevel: 'x' })).not.toThrow();
  });

  it.each([
    [{ PORT: 'http' }, 'Configuration: PORT must be a port number, 0 to 65535 (0: any free one)'],
    [{ PORT: '70000' }, 'Configuration: PORT must be a port number, 0 to 65535 (0: any free one)'],
    [
      { NODE_ENV: 'prod' },
      'Configuration: NODE_ENV must be "development" or "test" or "production", not prod',
    ],
    [{ GREFFE_DEMO: 'yes' }, 'Configuration: GREFFE_DEMO must be "on" or "off" or "caf", not yes'],
    [
      { MAIL_FROM: 'nobody' },
      'Configuration: MAIL_FROM must be a mail address, such as "Greffe <greffe@caf.example>"',
    ],
    [
      { MAIL_FROM: 'Gre\u200bffe <greffe@caf.example>' },
      'Configuration: MAIL_FROM must be a mail address, such as "Greffe <greffe@caf.example>"',
    ],
    [
      { HOST: 'local host', GREFFE_DEMO: 'off' },
      'Configuration: HOST must be an address of this machine, or its name',
    ],
    [
      { PUBLIC_URL: 'greffe.example' },
      'Configuration: PUBLIC_URL must be an http:// or https:// address, without a query',
    ],
    [
      { GREFFE_DATADIR: '/data' },
      'Configuration: GREFFE_DATADIR is not known (there are GREFFE_DATA_DIR, GREFFE_DEMO, GREFFE_COUNTRY_DATABASE, GREFFE_SECRET, GREFFE_SECRET_PREVIOUS, GREFFE_NAME_SECRET, GREFFE_MASTER_KEY, GREFFE_SECOND_FACTOR_FROM, GREFFE_SEAL_KEY_FILE, GREFFE_SEAL_ORIGIN, GREFFE_CHECKPOINT_DIR, GREFFE_WITNESSES, GREFFE_TSA_URL, GREFFE_TSA_CA_FILE, GREFFE_SIEM_URL, GREFFE_SIEM_CA, GREFFE_SIEM_MASK, GREFFE_SIEM_FROM)',
    ],
    [
      { LOG_LEVEL: 'loud' },
      'Configuration: LOG_LEVEL must be "fatal" or "error" or "warn" or "log" or "debug" or "verbose", not loud',
    ],
    [
      { GREFFE_SIEM_URL: 'syslog+tls://siem.example:6514/path' },
      'Configuration: GREFFE_SIEM_URL must be syslog+tls://host or syslog+tls://host:6514, without a path',
    ],
    [
      { GREFFE_COUNTRY_DATABASE: '/nowhere/countries.mmdb' },
      'Configuration: GREFFE_COUNTRY_DATABASE cannot be read (ENOENT)',
    ],
    [{ GREFFE_SIEM_CA: '/nowhere/ca.pem' }, 'Configuration: GREFFE_SIEM_CA cannot be read (ENOENT)'],
    [{ GREFFE_SIEM_CA: 'package.json' }, 'Configuration: GREFFE_SIEM_CA holds no certificate in PEM'],
    [
      { GREFFE_SIEM_MASK: 'user.name,user' },
      'Configuration: GREFFE_SIEM_MASK must be fields separated by commas, of user.name, src_endpoint.ip, http_request.user_agent',
    ],
  ])('refuses %j in one line', (env, line) => {
    expect(problemOf(env)).toBe(line);
  });

  it.each(['yes', '1.5', '10.0.0.0/33', '10.0.0.0/0', '10.0.0.0/8/8', 'proxy.example', '127.0.0.1,'])(
    'trusts no proxy named %s',
    (wrong) => {
      expect(problemOf({ TRUST_PROXY: wrong })).toBe(
        'Configuration: TRUST_PROXY must be a number of proxies, or their addresses, such as "10.0.0.0/8, loopback"',
      );
    },
  );

  it.each([
    ['DATABASE_URL', 'mysql://root:hunter2@db/greffe', 'a postgres:// address'],
    ['EVENTSTORE_URL', 'kurrentdb://admin:hunter2@db:2113', 'an esdb:// address (also for KurrentDB)'],
    ['REDIS_URL', 'http://:hunter2@redis', 'a redis:// or rediss:// address'],
    ['OIDC_ISSUER', 'http://me:hunter2@proconnect.example', 'an https:// address, without a query'],
    ['OIDC_ISSUER', 'https://me:hunter2@proconnect.example', 'an https:// address, without a query'],
    ['OIDC_ISSUER', 'http://proconnect.example', 'an https:// address, without a query'],
    ['OIDC_ISSUER', 'https://proconnect.example?', 'an https:// address, without a query'],
    ['OIDC_SIGNING_ALG', 'none', '"RS256" or "PS256" or "ES256"'],
    ['OIDC_SIGNING_ALG', 'HS256', '"RS256" or "PS256" or "ES256"'],
    ['OIDC_CAF_SIRETS', '595:77562424000014', 'the code of a Caf and its SIRET'],
    ['OIDC_CAF_SIRETS', '595', 'the code of a Caf and its SIRET'],
    ['CLAMD_URL', 'clamav:3310', 'a tcp:// address'],
    ['CLAMD_URL', 'tcp://clamav:99999', 'a tcp:// address'],
    ['GREFFE_COUNTRY_DATABASE', '/var/lib/countries.csv', 'the path of a country database'],
    ['SMTP_URL', 'user:hunter2@mail', 'an smtp:// or smtps:// address'],
    ['PUBLIC_URL', 'https://me:hunter2@greffe.example', 'an http:// or https:// address'],
    ['GREFFE_SECRET', 'hunter2', 'at least 32 characters long'],
    ['GREFFE_SIEM_URL', 'http://me:hunter2@siem.example', 'a syslog+tls:// or https:// address'],
    [
      'GREFFE_SIEM_URL',
      'syslog+tls://me:hunter2@siem.example',
      'syslog+tls://host or syslog+tls://host:6514',
    ],
  ])('refuses a wrong %s without showing it', (variable, value, expected) => {
    const line = problemOf({ MAIL_FROM: 'a@b.example', GREFFE_SECRET: SECRET, [variable]: value });
    expect(line).toContain(`${variable} must be ${expected}`);
    expect(line).not.toContain('hunter2');
    expect(line).not.toContain('\n');
  });

  it.each([
    ['node1:2113?tlsVerifyCert=false', 'has tlsVerifyCert=false, which the client ignores'],
    ['node1?tls=true&tls_verify_cert=false', 'has tlsVerifyCert=false, which the client ignores'],
    ['node1:2113?tls=false', 'has a password and tls=false'],
    ['127.0.0.1:2113,node2:2113?TLS=false', 'has a password and tls=false'],
    ['127.0.0.1.example:2113/?tls=false', 'has a password and tls=false'],
    ['node1:2113?tlsCaFiles=/certs/ca.crt', 'has an option that the client does not know'],
    ['ter2@node1:2113', 'must be an esdb:// address (also for KurrentDB)'],
  ])('refuses an EVENTSTORE_URL of which the client would take something otherwise: %s', (rest, problem) => {
    for (const scheme of ['esdb', 'esdb+discover']) {
      const line = problemOf({ EVENTSTORE_URL: `${scheme}://admin:hunter2@${rest}` });
      expect(line).toContain(`EVENTSTORE_URL ${problem}`);
      expect(line).not.toContain('hunter2');
    }
  });

  it.each([
    'esdb://admin:p%40ss/word@node1:2113,node2/?tls=true&tlsCAFile=/certs/ca.crt&nodePreference=leader',
    'esdb://node1:2113?tls=false',
    'esdb://admin:changeit@localhost:2113,127.0.0.1:2114?tls=false',
    'esdb+discover://admin:changeit@cluster.example?tlsVerifyCert=true',
  ])('takes %s', (url) => {
    expect(load({ EVENTSTORE_URL: url }).eventStoreUrl).toBe(url);
  });

  it('names all the wrong variables at once', () => {
    expect(problemOf({ PORT: '-1', GREFFE_DEMO: 'maybe', GREFFE_X: '1' })).toMatch(
      /GREFFE_X.*; PORT.*; GREFFE_DEMO/,
    );
  });

  it('wants the keys with a database of its own, and a sender and an address with a mail server', () => {
    expect(problemOf({ DATABASE_URL: 'postgres://db/greffe', SMTP_URL: 'smtp://mail' })).toBe(
      'Configuration: GREFFE_SECRET is required with DATABASE_URL; GREFFE_MASTER_KEY is required with DATABASE_URL; ' +
        'MAIL_FROM is required with SMTP_URL; PUBLIC_URL is required with SMTP_URL',
    );
  });

  it('wants the first key of the register with the one of before: names are hashed with it for ever', () => {
    expect(problemOf({ GREFFE_SECRET: SECRET, GREFFE_SECRET_PREVIOUS: `${SECRET}, of before` })).toContain(
      'GREFFE_NAME_SECRET is required with GREFFE_SECRET_PREVIOUS',
    );
  });

  it('wants all of an identity provider, or nothing, and an address that it can send people back to', () => {
    expect(problemOf({ OIDC_ISSUER: 'https://proconnect.example/api/v2' })).toBe(
      'Configuration: OIDC_CLIENT_ID is required with OIDC_ISSUER; OIDC_CLIENT_SECRET is required with OIDC_ISSUER; ' +
        'PUBLIC_URL is required with OIDC_ISSUER',
    );
    expect(problemOf({ OIDC_CAF_SIRETS: '595:77562424000013' })).toBe(
      'Configuration: OIDC_ISSUER is required with OIDC_CAF_SIRETS; OIDC_CLIENT_ID is required with OIDC_CAF_SIRETS; ' +
        'OIDC_CLIENT_SECRET is required with OIDC_CAF_SIRETS',
    );
    const file = join(dataDir, 'client-secret');
    writeFileSync(file, 'from a file\n');
    const given = { OIDC_CLIENT_ID: 'greffe', OIDC_CLIENT_SECRET_FILE: file };
    const { identityProvider } = load({ ...given, OIDC_ISSUER: 'http://127.0.0.1:4000' });
    expect(identityProvider).toEqual({
      issuer: 'http://127.0.0.1:4000',
      clientId: 'greffe',
      clientSecret: 'from a file',
      name: 'ProConnect',
      signingAlgorithm: 'RS256',
      cafSirets: new Map(),
    });
  });

  it('makes nothing while it is read alone', () => {
    const settings = loadSettings({ GREFFE_DATA_DIR: dataDir });
    expect(settings).toMatchObject({ secret: undefined, nameSecret: undefined, masterKey: undefined });
    expect(readdirSync(dataDir)).toEqual([]);
    withKeptSecrets(settings);
    expect(readdirSync(dataDir).sort()).toEqual(['master-key', 'secret']);
  });

  it('makes a key once, and keeps it for its owner alone', () => {
    const { secret } = load();
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(load().secret).toBe(secret);
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe(secret);
    chmodSync(join(dataDir, 'secret'), 0o644);
    load();
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
  });

  it('does not replace a damaged key: what was hashed with it would be lost', () => {
    writeFileSync(join(dataDir, 'secret'), '');
    expect(problemOf({})).toContain('damaged');
  });

  it('says so when the data folder cannot be used', () => {
    writeFileSync(join(dataDir, 'file'), '');
    expect(problemOf({ GREFFE_DATA_DIR: join(dataDir, 'file') })).toMatch(
      /^Configuration: GREFFE_DATA_DIR \(.*\) cannot be used: E\w+$/,
    );
  });
});
