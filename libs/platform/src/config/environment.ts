import 'reflect-metadata';
import { applyDecorators, type LogLevel } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsEmail, IsIn, IsInt, IsOptional, Matches, Max, Min, MinLength, ValidateBy } from 'class-validator';
import { isCalendarDate } from '../calendar/calendar.ts';
import { IsTrustedProxies } from '../http/trusted-proxies.ts';
import { readText, type TextKindName } from '../text/kinds.ts';
import { IsCertificateFile } from './certificate-file.ts';
import { type Config, type Demo, demos } from './config.ts';
import { IsCountryDatabase } from './country-database.ts';
import { IsEventStoreUrl } from './event-store-url.ts';
import {
  cafSiretsIn,
  isIssuer,
  SIGNING_ALGORITHMS,
  type SigningAlgorithm,
} from './identity-provider-config.ts';
import { IsSiemMask, IsSiemUrl, type SiemConfig } from './siem-config.ts';
import { IsWitnessList } from './witness-config.ts';

const LOG_LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

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
export class Environment {
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
  @IsCountryDatabase()
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
  OIDC_SIGNING_ALG?: SigningAlgorithm;

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
