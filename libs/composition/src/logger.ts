import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { type Config, currentCorrelation, currentTraceId, servedRequest } from '#platform';

/** One line per message, which names what it was written for: readable in development, JSON in production. */
export function loggerOf({ logLevel, environment }: Config): ConsoleLogger {
  const json = environment === 'production';
  return new RequestLogger({ logLevels: [logLevel], json, flattenParams: true });
}

class RequestLogger extends ConsoleLogger {
  /** The parameters of a message become fields of the line. */
  protected override printMessages(
    messages: unknown[],
    context?: string,
    level?: LogLevel,
    stream?: 'stdout' | 'stderr',
    stack?: unknown,
    params?: Record<string, unknown>,
  ): void {
    super.printMessages(messages, context, level, stream, stack, withOrigin(params));
  }
}

/** Of the request being answered, or of the event or job being dealt with. */
function withOrigin(params: Record<string, unknown> = {}): Record<string, unknown> | undefined {
  const served = servedRequest();
  const fields = {
    ...params,
    requestId: served?.id,
    traceId: currentTraceId(),
    correlationId: currentCorrelation() ?? served?.correlationId,
  };
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}
