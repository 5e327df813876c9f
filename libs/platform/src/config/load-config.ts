import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { trustedProxies } from '../http/trusted-proxies.ts';
import { type Config, ConfigurationError, type Demo, type Settings } from './config.ts';
import { Environment, VARIABLES } from './environment.ts';
import { identityProviderIn, missingOfProvider } from './identity-provider-config.ts';
import { withKeptSecrets } from './kept-secrets.ts';
import { isLoopback } from './loopback.ts';
import { withSecretFiles } from './secret-files.ts';
import { siemIn } from './siem-config.ts';
import { tsaIn } from './tsa-config.ts';
import { witnessesIn } from './witness-config.ts';

/**
 * Reads the configuration, and makes nothing. An empty variable counts as unset; a secret may stand in a file (`withSecretFiles`).
 * A `GREFFE_…` variable that is not ours is a typing error, and refused. With `DATABASE_URL` the secrets must be given, since the
 * database may be shared by machines that do not share the folder. `embedded: false` is for programs that run no embedded engine,
 * `existing: true` for those that work on a register and make none: in the wrong folder they would find nothing wrong.
 *
 * @throws ConfigurationError naming every wrong variable, in one line
 */
export function loadSettings(
  variables: NodeJS.ProcessEnv,
  { embedded = true, existing = false } = {},
): Settings {
  const { env, problems: unread } = withSecretFiles(variables);
  const environment = plainToInstance(Environment, given(env), { exposeDefaultValues: true });
  const problems = [
    ...unread,
    ...unknownVariables(env),
    ...wrongValues(environment),
    ...missing(environment, env),
  ];
  if (!embedded && !environment.DATABASE_URL) {
    problems.push('DATABASE_URL is required: the embedded PostgreSQL is for "greffe start" alone');
  }
  const dataDir = resolve(environment.GREFFE_DATA_DIR);
  if (existing && !environment.DATABASE_URL && !existsSync(join(dataDir, 'postgres'))) {
    problems.push(
      `there is no register in ${dataDir}: name its folder in GREFFE_DATA_DIR, or its database in DATABASE_URL ("greffe start" makes one)`,
    );
  }
  if (problems.length) throw new ConfigurationError(`Configuration: ${problems.join('; ')}`);

  const publicUrl = environment.PUBLIC_URL?.replace(/\/+$/, '');
  return {
    environment: environment.NODE_ENV,
    host: environment.HOST,
    port: environment.PORT,
    dataDir,
    demo: demoIn(environment),
    databaseUrl: environment.DATABASE_URL,
    migrationsDatabaseUrl: environment.MIGRATIONS_DATABASE_URL,
    eventStoreUrl: environment.EVENTSTORE_URL,
    redisUrl: environment.REDIS_URL,
    smtpUrl: environment.SMTP_URL,
    clamdUrl: environment.CLAMD_URL,
    countryDatabase: environment.GREFFE_COUNTRY_DATABASE,
    mailFrom: environment.MAIL_FROM,
    publicUrl,
    trustProxy: environment.TRUST_PROXY ? trustedProxies(environment.TRUST_PROXY) : undefined,
    secondFactorFrom: environment.GREFFE_SECOND_FACTOR_FROM,
    identityProvider: identityProviderIn(environment),
    secret: environment.GREFFE_SECRET,
    previousSecret: environment.GREFFE_SECRET_PREVIOUS,
    nameSecret: environment.GREFFE_NAME_SECRET,
    masterKey: environment.GREFFE_MASTER_KEY,
    sealKeyFile: resolve(environment.GREFFE_SEAL_KEY_FILE ?? join(dataDir, 'seal-key')),
    sealOrigin:
      environment.GREFFE_SEAL_ORIGIN ?? publicUrl?.replace(/^https?:\/\//, '') ?? 'greffe.localhost',
    checkpointDir: environment.GREFFE_CHECKPOINT_DIR && resolve(environment.GREFFE_CHECKPOINT_DIR),
    witnesses: witnessesIn(environment.GREFFE_WITNESSES),
    tsa: tsaIn(environment),
    logLevel: environment.LOG_LEVEL,
    metricsPort: environment.METRICS_PORT,
    traceCollectorUrl: environment.OTEL_EXPORTER_OTLP_ENDPOINT,
    siem: siemIn(environment),
  };
}

/** The configuration of a register that is about to be opened: `loadSettings`, then `withKeptSecrets`. @throws ConfigurationError */
export const loadConfig = (...given: Parameters<typeof loadSettings>): Config =>
  withKeptSecrets(loadSettings(...given));

const demoIn = (environment: Environment): Demo =>
  environment.GREFFE_DEMO ?? (isFirstTry(environment) ? 'on' : 'off');

/** A register that others may share, or that is for real, never gets fictitious people with a published password unasked. */
const isFirstTry = ({ NODE_ENV, DATABASE_URL, EVENTSTORE_URL }: Environment): boolean =>
  NODE_ENV !== 'production' && !DATABASE_URL && !EVENTSTORE_URL;

const given = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(VARIABLES.filter((name) => env[name]).map((name) => [name, env[name]]));

const unknownVariables = (env: NodeJS.ProcessEnv): string[] => {
  const known = VARIABLES.filter((name) => name.startsWith('GREFFE_'));
  return Object.keys(env)
    .filter((name) => name.startsWith('GREFFE_') && !known.some((variable) => variable === name))
    .map((name) => `${name} is not known (there are ${known.join(', ')})`);
};

const wrongValues = (environment: Environment): string[] =>
  validateSync(environment, { stopAtFirstError: true }).map(
    ({ property, constraints }) => `${property} ${Object.values(constraints ?? {})[0]}`,
  );

function missing(environment: Environment, env: NodeJS.ProcessEnv): string[] {
  const { DATABASE_URL, MIGRATIONS_DATABASE_URL, SMTP_URL, PUBLIC_URL } = environment;
  const { GREFFE_SECRET, GREFFE_SECRET_PREVIOUS, GREFFE_NAME_SECRET, GREFFE_MASTER_KEY } = environment;
  const problems: string[] = [];
  if (MIGRATIONS_DATABASE_URL && !areTwoUsers(DATABASE_URL, MIGRATIONS_DATABASE_URL)) {
    problems.push('MIGRATIONS_DATABASE_URL wants a DATABASE_URL that names another user');
  }
  // Its codes and their password are published.
  if (demoIn(environment) !== 'off' && !isLoopback(environment.HOST)) {
    problems.push('HOST must be a loopback address with the demonstration data: set GREFFE_DEMO to "off"');
  }
  if (DATABASE_URL && !GREFFE_SECRET) problems.push('GREFFE_SECRET is required with DATABASE_URL');
  if (DATABASE_URL && !GREFFE_MASTER_KEY) problems.push('GREFFE_MASTER_KEY is required with DATABASE_URL');
  // Else it would be the new one: mailboxes that have a holder would pass for free.
  if (GREFFE_SECRET_PREVIOUS && !GREFFE_NAME_SECRET) {
    problems.push(
      'GREFFE_NAME_SECRET is required with GREFFE_SECRET_PREVIOUS: the first secret of this register',
    );
  }
  problems.push(...missingOfProvider(environment));
  if (SMTP_URL && !env.MAIL_FROM) problems.push('MAIL_FROM is required with SMTP_URL');
  // Its links would lead each reader to their own machine.
  if (SMTP_URL && !PUBLIC_URL) problems.push('PUBLIC_URL is required with SMTP_URL');
  return problems;
}

const areTwoUsers = (program: string | undefined, owner: string): boolean => {
  const [one, other] = [program, owner].map((url) => url && URL.canParse(url) && new URL(url).username);
  return Boolean(one && other) && one !== other;
};
