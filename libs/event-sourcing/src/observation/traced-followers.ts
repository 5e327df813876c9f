import { SpanKind } from '@opentelemetry/api';
import { inSpan, linksTo } from '#platform';
import type { RecordedEvent } from '../events.ts';
import type { Projection } from '../projections/projection.ts';
import type { BatchReactor, Reactor } from '../reactors/reactor.ts';

/** A batch may come of thousands of requests: this many of them are named. */
const MOST_LINKS = 32;

/** The projection, with a span for each batch, linked to the traces that the events were written in. */
export function tracedProjection(projection: Projection): Projection {
  const { name } = projection;
  return {
    ...projection,
    project: (events, sql) =>
      inSpan(`project ${name}`, spanOf(name, events), () => projection.project(events, sql)),
  };
}

/** The reactor, with a span for each event, linked to the trace that the event was written in; or for each stretch of the log. */
export function tracedReactor(reactor: Reactor | BatchReactor): Reactor | BatchReactor {
  const { name, categories } = reactor;
  if ('reactBetween' in reactor) {
    const span = spanOf(name, []);
    const reactBetween: BatchReactor['reactBetween'] = (after, upTo) =>
      inSpan(`react ${name}`, span, () => reactor.reactBetween(after, upTo));
    return { name, categories, reactBetween };
  }
  return {
    name,
    categories,
    react: (event) => inSpan(`react ${name}`, spanOf(name, [event]), () => reactor.react(event)),
  };
}

const spanOf = (name: string, events: readonly RecordedEvent[]) => ({
  root: true,
  kind: SpanKind.CONSUMER,
  links: linksTo(traceparents(events), MOST_LINKS),
  attributes: { 'greffe.follower': name, 'greffe.events': events.length },
});

function* traceparents(events: readonly RecordedEvent[]): Iterable<string | undefined> {
  for (const { metadata } of events) yield metadata.traceparent;
}
