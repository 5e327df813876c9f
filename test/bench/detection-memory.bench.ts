import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { defaultRuleFiles, Engine, type Observation, rulesOf } from '#detection';
import { report } from './figure.ts';

const CODES = 100_000;
const MILLION = 1_000_000;
const MILLIONS = 5;
const YEAR_MS = 365 * 86_400_000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
const FAILING = 20;

/** What an open window costs after five million attempts of a year on 100,000 codes, against after the first million. */
export async function detectionMemory(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const held = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = held();
  const engine = new Engine(rulesOf(defaultRuleFiles()));
  const perWindow: number[] = [];
  for (let index = 1; index <= MILLIONS * MILLION; index++) {
    engine.observe(attempt(index));
    if (index % MILLION === 0) perWindow.push((held() - before) / engine.openWindows);
  }
  const [first, last] = [perWindow[0]!, perWindow.at(-1)!];
  report({
    name: `detection-memory (${engine.openWindows} open windows)`,
    value: last,
    unit: 'bytes/window',
    reference: first,
    ratio: last / first,
  });
}

/** Spread over the year and the codes by large strides, so that it needs no memory of its own. */
function attempt(index: number): Observation {
  const code = (index * 7919) % CODES;
  const isFailure = index % FAILING === 0;
  return {
    id: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
    category: 'authentication',
    at: START + Math.floor((index / (MILLIONS * MILLION)) * YEAR_MS),
    count: 1,
    outcome: isFailure ? 'wrong-password' : 'success',
    userCode: `A${String(code).padStart(6, '0')}`,
    identifier: null,
    network: `10.${code % 200}.${Math.floor(code / 200) % 250}.1`,
    userAgent: `Browser ${code % 15}`,
    country: null,
    sessionId: null,
    factors: 'password',
  };
}
