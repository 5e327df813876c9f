import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredEvent } from './log.ts';

export type EventFilter = (event: StoredEvent) => boolean;

/** How many events a filtered read considers in one page. */
const WINDOW = 32;

export interface Filtering {
  readonly matches: EventFilter;
  /** Most events considered in one page. */
  readonly window: number;
  /** A filtered subscription tells where it stands every so many events; one without a filter never does. */
  readonly checkpointInterval: number;
}

export const unfiltered: Filtering = { matches: () => true, window: WINDOW, checkpointInterval: Infinity };

export function filteringOf(options: ReadReq.Options): Filtering {
  const filter = options.getFilter();
  if (!filter) return unfiltered;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  if (!expression) return unfiltered;
  const window = filter.getMax() || WINDOW;
  return {
    matches: matcher(expression, byStream ? ({ stream }) => stream : ({ type }) => type),
    window,
    checkpointInterval: window * filter.getCheckpointintervalmultiplier(),
  };
}

function matcher(
  expression: ReadReq.Options.FilterOptions.Expression,
  name: (event: StoredEvent) => string,
): EventFilter {
  if (expression.getRegex()) {
    const regex = new RegExp(expression.getRegex());
    return (event) => regex.test(name(event));
  }
  const prefixes = expression.getPrefixList();
  return (event) => prefixes.some((prefix) => name(event).startsWith(prefix));
}
