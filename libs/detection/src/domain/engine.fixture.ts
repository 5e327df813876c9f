import { Engine, type Hit } from './engine.ts';
import type { Observation } from './observation.ts';
import type { Rule } from './rule.ts';

let next = 0;

/** An attempt at 10.0.0.1 on A000001 that succeeds, unless told otherwise. `at` is an instant. */
export function observation({
  at,
  ...other
}: Omit<Partial<Observation>, 'at'> & { at: string }): Observation {
  return {
    id: `o${next++}`,
    category: 'authentication',
    count: 1,
    outcome: 'success',
    userCode: 'A000001',
    identifier: null,
    network: '10.0.0.1',
    userAgent: 'Firefox',
    factors: 'password',
    country: null,
    sessionId: null,
    ...other,
    at: Date.parse(at),
  };
}

/** Names of the rules that hit, for each observation in turn. */
export function hitsOf(rules: readonly Rule[], observations: readonly Observation[]): string[][] {
  const engine = new Engine(rules);
  return observations.map((one) => engine.observe(one).map(({ rule }) => rule.name));
}

export function allHits(rules: readonly Rule[], observations: readonly Observation[]): Hit[] {
  const engine = new Engine(rules);
  return observations.flatMap((one) => engine.observe(one));
}
