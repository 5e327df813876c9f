import { Logger } from '@nestjs/common';
import { context, DiagLogLevel, diag, propagation, trace } from '@opentelemetry/api';
import { type Config, inTime } from '#platform';

const LONGEST_FLUSH_MS = 3000;
const COMPLAINT_EVERY_MS = 60_000;

/**
 * Sends spans to the collector that the configuration names; loads nothing where it names none. Everything else
 * (service name, sampling, headers) is said by the standard `OTEL_…` variables. A collector that is away costs spans,
 * and one line in the log a minute. What is given back sends the rest, and ends it.
 */
export async function startTracing({ traceCollectorUrl }: Config): Promise<() => Promise<void>> {
  if (!traceCollectorUrl) return async () => {};
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
  reportTrouble();
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'greffe' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return async () => {
    await inTime(provider.shutdown(), LONGEST_FLUSH_MS).catch(() => {});
    for (const api of [trace, context, propagation, diag]) api.disable();
  };
}

function reportTrouble(): void {
  const logger = new Logger('Traces');
  let quietUntil = 0;
  const report = (message: string) => {
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + COMPLAINT_EVERY_MS;
    logger.warn(`Spans are lost: ${reasonIn(message)}`);
  };
  const nothing = () => {};
  diag.setLogger(
    { error: report, warn: report, info: nothing, debug: nothing, verbose: nothing },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

/** The SDK tells of an error as JSON, with its stack. */
const reasonIn = (message: string): string =>
  /"message":"([^"]+)"/.exec(message)?.[1] ?? message.split('\n', 1)[0]!;
