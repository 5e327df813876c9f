import 'reflect-metadata';
import { join, resolve } from 'node:path';
import { applyDecorators, type LogLevel } from '@nestjs/common';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateBy,
  validateSync,
} from 'class-validator';
import { isCalendarDate } from './calendar/calendar.ts';
import type { CalendarDate } from './calendar/instant.ts';
import { IsEventStoreUrl } from './event-store-url.ts';
import { IsTrustedProxies, type TrustedProxies, trustedProxies } from './http/trusted-proxies.ts';
import {
  cafSiretsIn,
  type IdentityProviderConfig,
  isIssuer,
  isOnLoopback,
  SIGNING_ALGORITHMS,
} from './identity-provider/identity-provider-config.ts';
import { keptSecret } from './kept-secret.ts';
import { withSecretFiles } from './secret-files.ts';
import {
  certificatesIn,
  IsCertificateFile,
  IsSiemMask,
  IsSiemUrl,
  masksIn,
  type SiemConfig,
} from './siem-config.ts';
import { readText, type TextKindName } from './text/kinds.ts';
import { IsWitnessList, type WitnessConfig, witnessesIn } from './witness-config.ts';

/** The environment does not describe a configuration. One line for the operator, without any secret value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** What the environment says, checked. An engine whose URL is absent is the embedded one. A class so that Nest can inject it. */
export abstract class Config {
  abstract readonly environment: 'development' | 'test' | 'production';
  /** The address to listen on. */
  abstract readonly host: string;
  /** Where to listen; 0 for any free port. */
  abstract readonly port: number;
  /** Absolute path of everything that is kept on this machine. */
  abstract readonly dataDir: string;
  /** Which fictitious demonstration data is loaded into an empty register. */
  abstract readonly demo: Demo;
  /** With the password, as the four that follow: never log it. */
  abstract readonly databaseUrl?: string;
  /** The same database as its owner, who makes the tables; absent: whoever `databaseUrl` names makes them, if it may. */
  abstract readonly migrationsDatabaseUrl?: string;
  abstract readonly eventStoreUrl?: string;
  abstract readonly redisUrl?: string;
  abstract readonly smtpUrl?: string;
  /** The antivirus that looks at files; none does when absent. */
  abstract readonly clamdUrl?: string;
  /** Path of a database of countries by address (`.mmdb`); nobody’s country is known when absent. */
  abstract readonly countryDatabase?: string;
  abstract readonly mailFrom: string;
  /** What links in mails begin with, without a final slash; the address the app listens on when absent. */
  abstract readonly publicUrl?: string;
  /** The proxies whose word on the client's address is taken (`X-Forwarded-For`); none when absent. */
  abstract readonly trustProxy?: TrustedProxies;
  /** The day from which a second factor is required; that of the policy when absent. */
  abstract readonly secondFactorFrom?: CalendarDate;
  /** Who else vouches for people; nobody does when absent. */
  abstract readonly identityProvider?: IdentityProviderConfig;
  /** Key of links, sessions and cookies. */
  abstract readonly secret: string;
  /** The key of before, of which links, sessions and cookies are still taken; none when absent. */
  abstract readonly previousSecret?: string;
  /** Key of what lasts: hashes that stand for names, what second factors are recognised by. Whoever loses it no longer knows them. */
  abstract readonly nameSecret: string;
  /** What the keys of personal data are wrapped with. Whoever loses it has erased everybody. */
  abstract readonly masterKey: string;
  /** The file of the keys that the log is sealed with; made when there is none. */
  abstract readonly sealKeyFile: string;
  /** The name that the sealed log has from its first key on: an address without its scheme. */
  abstract readonly sealOrigin: string;
  /** The folder into which the newest checkpoint of each day is written; none when absent. */
  abstract readonly checkpointDir?: string;
  /** Who cosigns checkpoints; nobody when empty. */
  abstract readonly witnesses: readonly WitnessConfig[];
  /** Who says when a checkpoint was there (RFC 3161); nobody does when absent. */
  abstract readonly tsa?: { readonly url: string; readonly ca: string | undefined };
  abstract readonly logLevel: LogLevel;
  /** Where Prometheus fetches metrics; not served when absent. */
  abstract readonly metricsPort?: number;
  /** Where spans are sent to (OTLP over HTTP); none are made when absent. */
  abstract readonly traceCollectorUrl?: string;
  /** Whom attempts and cases are streamed to; nobody when absent. */
  abstract readonly siem?: SiemConfig;
}

const LOG_LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** One partner and its neighbours, none, or a whole Caf for a year. */
const demos = ['on', 'off', 'caf'] as const;
export type Demo = (typeof demos)[number];

const oneOf = (values: readonly string[]) => ({
  message: `must be ${values.map((value) => `"${value}"`).join(' or ')}, not $value`,
});

/** A secret value must not be shown: the message names what is expected, never what was given. */
const expected = (what: string) => ({ message: `must be ${what}` });

/** Characters of a secret. */
export const SHORTEST_SECRET = 32;
const LONG_ENOUGH = expected(
  `at least ${SHORTEST_SECRET} characters long, for example from "openssl rand -base64 32"`,
);

const MAIL_ADDRESS = expected('a mail address, such as "Greffe <greffe@caf.example>"');

const Text = (kind: TextKindName, message: { message: string }): PropertyDecorator =>
  ValidateBy(
    { name: 'text', validator: { validate: (value) => readText(kind, value).fault === null } },
    message,
  );

function Port(): PropertyDecorator {
  const port = expected('a port number, 0 to 65535 (0: any free one)');
  return applyDecorators(
    Type(() => Number),
    IsInt(port),
    Min(0, port),
    Max(65535, port),
  );
}

/** `tcp://host:3310`, and nothing behind it. */
function isTcpAddress(text: string): boolean {
  return /^tcp:\/\/([\w.-]+|\[[\da-f:]+\])(:\d+)?$/i.test(text) && URL.canParse(text);
}

/** The variables as they are written. Everything but the engines has a default that suits a first try. */
class Environment {
  @IsIn(['development', 'test', 'production'], oneOf(['development', 'test', 'production']))
  NODE_ENV: Config['environment'] = 'development';

  @Text('token', expected('an address of this machine, or its name'))
  HOST = '127.0.0.1';

  @Port()
  PORT = 3000;

  GREFFE_DATA_DIR = './.data';

  @IsOptional()
  @IsIn(demos, oneOf(demos))
  GREFFE_DEMO?: Demo;

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, expected('a postgres:// address'))
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, expected('a postgres:// address'))
  MIGRATIONS_DATABASE_URL?: string;

  @IsOptional()
  @IsEventStoreUrl()
  EVENTSTORE_URL?: string;

  @IsOptional()
  @Matches(/^rediss?:\/\/\S+$/, expected('a redis:// or rediss:// address'))
  REDIS_URL?: string;

  @IsOptional()
  @Matches(/^smtps?:\/\/\S+$/, expected('an smtp:// or smtps:// address'))
  SMTP_URL?: string;

  @IsOptional()
  @ValidateBy(
    { name: 'clamd', validator: { validate: isTcpAddress } },
    expected('a tcp:// address, such as "tcp://clamav:3310"'),
  )
  CLAMD_URL?: string;

  @IsOptional()
  @Matches(/\.mmdb$/, expected('the path of a country database, such as "/var/lib/GeoLite2-Country.mmdb"'))
  GREFFE_COUNTRY_DATABASE?: string;

  @Text('titleLine', MAIL_ADDRESS)
  @IsEmail({ allow_display_name: true }, MAIL_ADDRESS)
  MAIL_FROM = 'Greffe <ne-pas-repondre@greffe.example>';

  @IsOptional()
  @Matches(
    /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/,
    expected('an http:// or https:// address, without a query'),
  )
  PUBLIC_URL?: string;

  @IsOptional()
  @IsTrustedProxies(expected('a number of proxies, or their addresses, such as "10.0.0.0/8, loopback"'))
  TRUST_PROXY?: string;

  @IsOptional()
  @MinLength(SHORTEST_SECRET, LONG_ENOUGH)
  GREFFE_SECRET?: string;

  @IsOptional()
  @MinLength(SHORTEST_SECRET, LONG_ENOUGH)
  GREFFE_SECRET_PREVIOUS?: string;

  @IsOptional()
  @MinLength(SHORTEST_SECRET, LONG_ENOUGH)
  GREFFE_NAME_SECRET?: string;

  @IsOptional()
  @MinLength(SHORTEST_SECRET, LONG_ENOUGH)
  GREFFE_MASTER_KEY?: string;

  @IsOptional()
  @ValidateBy(
    { name: 'day', validator: { validate: isCalendarDate } },
    expected('a day, such as "2027-06-01"'),
  )
  GREFFE_SECOND_FACTOR_FROM?: string;

  @IsOptional()
  GREFFE_SEAL_KEY_FILE?: string;

  @IsOptional()
  @Matches(/^[^\s+]+$/, expected('an address without its scheme, such as "greffe.caf.example"'))
  GREFFE_SEAL_ORIGIN?: string;

  @IsOptional()
  GREFFE_CHECKPOINT_DIR?: string;

  @IsOptional()
  @ValidateBy(
    { name: 'issuer', validator: { validate: isIssuer } },
    expected('an https:// address, without a query, such as "https://auth.agentconnect.gouv.fr/api/v2"'),
  )
  OIDC_ISSUER?: string;

  @IsOptional()
  @Text('token', expected('the id that the provider knows this register by'))
  OIDC_CLIENT_ID?: string;

  @IsOptional()
  OIDC_CLIENT_SECRET?: string;

  @IsOptional()
  @Text('titleLine', expected('what people call the provider, such as "ProConnect"'))
  OIDC_NAME?: string;

  @IsOptional()
  @IsIn(SIGNING_ALGORITHMS, oneOf(SIGNING_ALGORITHMS))
  OIDC_SIGNING_ALG?: IdentityProviderConfig['signingAlgorithm'];

  @IsOptional()
  @ValidateBy(
    { name: 'caf-sirets', validator: { validate: (value) => cafSiretsIn(value) !== null } },
    expected('the code of a Caf and its SIRET, such as "595:21590410000017", and more after commas'),
  )
  OIDC_CAF_SIRETS?: string;

  @IsOptional()
  @IsWitnessList()
  GREFFE_WITNESSES?: string;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s/?#@]+(\/\S*)?$/, expected('an http:// or https:// address'))
  GREFFE_TSA_URL?: string;

  @IsOptional()
  @IsCertificateFile()
  GREFFE_TSA_CA_FILE?: string;

  @IsIn(LOG_LEVELS, oneOf(LOG_LEVELS))
  LOG_LEVEL: LogLevel = 'warn';

  @IsOptional()
  @Port()
  METRICS_PORT?: number;

  // The other OTEL_… variables are for the OpenTelemetry SDK, which reads them by itself.
  @IsOptional()
  @Matches(/^https?:\/\/\S+$/, expected('an http:// or https:// address'))
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  @IsOptional()
  @IsSiemUrl()
  GREFFE_SIEM_URL?: string;

  @IsOptional()
  @IsCertificateFile()
  GREFFE_SIEM_CA?: string;

  @IsOptional()
  @IsSiemMask()
  GREFFE_SIEM_MASK?: string;

  @IsIn(['now', 'start'], oneOf(['now', 'start']))
  GREFFE_SIEM_FROM: SiemConfig['from'] = 'now';
}

/** The names of all there are. */
export const VARIABLES = Object.keys(new Environment()) as readonly (keyof Environment)[];

/**
 * Reads the configuration. An empty variable counts as unset; a secret may stand in a file (`withSecretFiles`). A `GREFFE_…` variable that is not ours is a typing
 * error, and refused. Without `GREFFE_SECRET` and `GREFFE_MASTER_KEY` they are made at the first start and kept in
 * `<data folder>/secret` and `…/master-key`, readable by their owner only; with `DATABASE_URL` they must be given, since the
 * database may be shared by machines that do not share the folder. `embedded: false` is for programs that run no embedded engine.
 *
 * @throws ConfigurationError naming every wrong variable, in one line
 */
export function loadConfig(variables: NodeJS.ProcessEnv, { embedded = true } = {}): Config {
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
  if (problems.length) throw new ConfigurationError(`Configuration: ${problems.join('; ')}`);

  const dataDir = resolve(environment.GREFFE_DATA_DIR);
  const publicUrl = environment.PUBLIC_URL?.replace(/\/+$/, '');
  const secret = environment.GREFFE_SECRET ?? secretIn(dataDir, 'secret');
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
    secret,
    previousSecret: environment.GREFFE_SECRET_PREVIOUS,
    nameSecret: environment.GREFFE_NAME_SECRET ?? secret,
    masterKey: environment.GREFFE_MASTER_KEY ?? secretIn(dataDir, 'master-key'),
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

function tsaIn({ GREFFE_TSA_URL: url, GREFFE_TSA_CA_FILE: file }: Environment): Config['tsa'] {
  return url ? { url, ca: file && certificatesIn(file) } : undefined;
}

function siemIn(environment: Environment): SiemConfig | undefined {
  const { GREFFE_SIEM_URL: url, GREFFE_SIEM_CA, GREFFE_SIEM_MASK, GREFFE_SIEM_FROM: from } = environment;
  if (!url) return undefined;
  const ca = GREFFE_SIEM_CA && certificatesIn(GREFFE_SIEM_CA);
  return { url, ca, mask: masksIn(GREFFE_SIEM_MASK), from };
}

const DEFAULT_PROVIDER_NAME = 'ProConnect';

function identityProviderIn(environment: Environment): IdentityProviderConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = environment;
  if (!issuer || !clientId || !clientSecret) return undefined;
  return {
    ...{ issuer, clientId, clientSecret },
    name: environment.OIDC_NAME ?? DEFAULT_PROVIDER_NAME,
    signingAlgorithm: environment.OIDC_SIGNING_ALG ?? 'RS256',
    cafSirets: cafSiretsIn(environment.OIDC_CAF_SIRETS) ?? new Map(),
  };
}

/** What was made with one of these is ours. */
export const acceptedSecrets = ({
  secret,
  previousSecret,
}: Pick<Config, 'secret' | 'previousSecret'>): string[] =>
  previousSecret === undefined ? [secret] : [secret, previousSecret];

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

/** A provider that is half configured is none, and whoever has configured it does not know. */
function missingOfProvider(environment: Environment): string[] {
  const needed = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const others = ['OIDC_NAME', 'OIDC_SIGNING_ALG', 'OIDC_CAF_SIRETS'] as const;
  const given = [...needed, ...others].filter((name) => environment[name]);
  const absent = given.length === 0 ? [] : needed.filter((name) => !environment[name]);
  const problems = absent.map((name) => `${name} is required with ${given[0]}`);
  const { OIDC_ISSUER, PUBLIC_URL } = environment;
  // The provider sends people back to an address that it was told beforehand.
  if (OIDC_ISSUER && isIssuer(OIDC_ISSUER) && !isOnLoopback(OIDC_ISSUER) && !PUBLIC_URL) {
    problems.push('PUBLIC_URL is required with OIDC_ISSUER');
  }
  return problems;
}

const areTwoUsers = (program: string | undefined, owner: string): boolean => {
  const [one, other] = [program, owner].map((url) => url && URL.canParse(url) && new URL(url).username);
  return Boolean(one && other) && one !== other;
};

const isLoopback = (host: string): boolean => /^(localhost|::1|127(\.\d{1,3}){3})$/.test(host);

function secretIn(dataDir: string, name: string): string {
  try {
    return keptSecret(join(dataDir, name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(
      `Configuration: GREFFE_DATA_DIR (${dataDir}) cannot be used: ${code ?? message}`,
    );
  }
}
