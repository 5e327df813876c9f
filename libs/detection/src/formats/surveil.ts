import { Engine } from '../domain/engine.ts';
import { HitRuns, type Run } from '../domain/hit-runs.ts';
import type { Observation } from '../domain/observation.ts';
import type { Rule } from '../domain/rule.ts';
import { type Circumstances, type Lines, type LogFormat, Unreadable } from './log-format.ts';

/** What rules find in a log. */
export interface Surveilled {
  readonly lines: number;
  readonly observations: number;
  readonly unreadable: UnreadableLines;
  /** By the time of their first hit. Ids of observations are numbers of lines. */
  readonly runs: readonly Run<null>[];
}

interface UnreadableLines {
  readonly count: number;
  /** Its number, and why, in French; null when all could be read. */
  readonly first: { readonly line: number; readonly reason: string } | null;
}

/** Has rules look at a log, line by line; nothing is kept of lines but of a format that has to be sorted. */
export async function surveil(
  lines: Lines,
  format: LogFormat,
  rules: readonly Rule[],
  circumstances: Circumstances,
): Promise<Surveilled> {
  const read = await format.reader(circumstances);
  const engine = new Engine(rules);
  const found = new HitRuns<null>();
  const unsorted: Observation[] = [];
  let unreadable: UnreadableLines = { count: 0, first: null };
  let [number, observations] = [0, 0];
  const observe = (observation: Observation) => {
    for (const hit of engine.observe(observation)) found.add(hit, null);
  };

  for await (const some of lines) {
    for (const line of some) {
      const reading = read(line, ++number);
      if (reading === null) continue;
      if (reading instanceof Unreadable) {
        const first = unreadable.first ?? { line: number, reason: reading.reason };
        unreadable = { count: unreadable.count + 1, first };
        continue;
      }
      observations++;
      if (format.isInOrder) observe(reading);
      else unsorted.push(reading);
    }
  }
  // Lines of the same time stay in their order.
  for (const observation of unsorted.sort((a, b) => a.at - b.at)) observe(observation);
  const runs = found.all.toSorted((a, b) => a.first.at - b.first.at);
  return { lines: number, observations, unreadable, runs };
}
