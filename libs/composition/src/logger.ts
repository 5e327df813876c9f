import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Config } from '#platform';

const FROM_QUIET_TO_LOUD: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** One line per message: readable in development, JSON in production. */
export function loggerOf({ logLevel, environment }: Config): ConsoleLogger {
  const logLevels = FROM_QUIET_TO_LOUD.slice(0, FROM_QUIET_TO_LOUD.indexOf(logLevel) + 1);
  return new ConsoleLogger({ logLevels, json: environment === 'production' });
}
