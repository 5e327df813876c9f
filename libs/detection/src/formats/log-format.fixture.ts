import type { Observation } from '../domain/observation.ts';
import { type Circumstances, type LogFormat, Unreadable } from './log-format.ts';

export async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}

/** What a format makes of each line: an observation, null, or the reason why it could not be read. */
export async function readings(
  format: LogFormat,
  lines: readonly string[],
  given: Partial<Circumstances> = {},
): Promise<(Observation | string | null)[]> {
  const circumstances = {
    latest: Date.parse('2026-12-31'),
    year: null,
    isUtc: false,
    ahead: () => each([lines]),
  };
  const read = await format.reader({ ...circumstances, ...given });
  return lines.map((line, index) => {
    const reading = read(line, index + 1);
    return reading instanceof Unreadable ? reading.reason : reading;
  });
}
