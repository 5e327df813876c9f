import {
  type Link,
  type Span,
  type SpanContext,
  type SpanOptions,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { Refusal } from '../refusal.ts';

/** Its spans cost next to nothing until a program starts tracing. What they say is nothing of a person. */
export const tracer = () => trace.getTracer('greffe');

/** Runs `work` in a span of its own. A refusal is an answer; any other error marks the span as failed, by its name alone. */
export function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  return tracer().startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      if (error instanceof Refusal) span.setAttribute('greffe.refusal', error.code);
      else fail(span, error instanceof Error ? error.name : 'unknown');
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Marks a span as failed. `type` is a name, never a text that could tell of a person. */
export function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Trace and span as W3C `traceparent`; undefined when nobody records the span. */
export function traceparentOf(span: Span): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return traceFlags & TraceFlags.SAMPLED ? `00-${traceId}-${spanId}-01` : undefined;
}

/** The id of the trace that this runs in, when it is recorded. */
export function currentTraceId(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context && context.traceFlags & TraceFlags.SAMPLED ? context.traceId : undefined;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/;

/** Links to the distinct traces named, the first `atMost` of them; what is no `traceparent` is passed over. */
export function linksTo(traceparents: Iterable<string | undefined>, atMost: number): Link[] {
  const links = new Map<string, Link>();
  for (const traceparent of traceparents) {
    if (links.size === atMost) break;
    if (traceparent === undefined || links.has(traceparent)) continue;
    const context = toSpanContext(traceparent);
    if (context) links.set(traceparent, { context });
  }
  return [...links.values()];
}

function toSpanContext(traceparent: string): SpanContext | null {
  const [, traceId, spanId] = TRACEPARENT.exec(traceparent) ?? [];
  if (!traceId || !spanId) return null;
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}
