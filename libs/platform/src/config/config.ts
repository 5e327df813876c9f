import type { LogLevel } from '@nestjs/common';
import type { CalendarDate } from '../calendar/instant.ts';
import type { TrustedProxies } from '../http/trusted-proxies.ts';
import type { IdentityProviderConfig } from './identity-provider-config.ts';
import type { SiemConfig } from './siem-config.ts';
import type { TsaConfig } from './tsa-config.ts';
import type { WitnessConfig } from './witness-config.ts';

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
  /** Key of what lasts: hashes that stand for names, what passwords and factors are recognised by. Whoever loses it no longer knows them. */
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
  abstract readonly tsa?: TsaConfig;
  abstract readonly logLevel: LogLevel;
  /** Where Prometheus fetches metrics; not served when absent. */
  abstract readonly metricsPort?: number;
  /** Where spans are sent to (OTLP over HTTP); none are made when absent. */
  abstract readonly traceCollectorUrl?: string;
  /** Whom attempts and cases are streamed to; nobody when absent. */
  abstract readonly siem?: SiemConfig;
}

type Secrets = Pick<Config, 'secret' | 'nameSecret' | 'masterKey'>;

/** The configuration as it is before a register is opened: secrets that nobody gave may have yet to be made. */
export type Settings = Omit<Config, keyof Secrets> & Partial<Secrets>;

/** One partner and its neighbours, none, or a whole Caf for a year. */
export const demos = ['on', 'off', 'caf'] as const;
export type Demo = (typeof demos)[number];

/** What was made with one of these is ours. */
export const acceptedSecrets = ({
  secret,
  previousSecret,
}: Pick<Config, 'secret' | 'previousSecret'>): string[] =>
  previousSecret === undefined ? [secret] : [secret, previousSecret];
