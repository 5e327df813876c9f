import { SpanKind } from '@opentelemetry/api';
import { inSpan, linksTo } from '#platform';
import type { RecordedEvent } from '../events.ts';
import type { Projection } from '../projections/projection.ts';
import type { Reactor, ReadModelReactor } from '../reactors/reactor.ts';

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

/** The reactor, with a span for each event, linked to the trace that the event was written in. */
export function tracedReactor(reactor: Reactor): Reactor {
  const { name, categories, atOnce } = reactor;
  return {
    name,
    categories,
    ...(atOnce && { atOnce }),
    react: (event) => inSpan(`react ${name}`, spanOf(name, [event]), () => reactor.react(event)),
  };
}

/** The reactor, with a span for each stretch. */
export function tracedReadModelReactor(reactor: ReadModelReactor): ReadModelReactor {
  const { name, categories, readModels, restMs } = reactor;
  return {
    name,
    categories,
    readModels,
    ...(restMs && { restMs }),
    reactBetween: (after, upTo) =>
      inSpan(`react ${name}`, spanOf(name, []), () => reactor.reactBetween(after, upTo)),
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
