import { median } from '../bench/figure.ts';
import type { Finding } from './audit-log.ts';
import type { Round } from './round.ts';

const COLUMNS = [
  'fault',
  'rounds',
  'answered',
  'lost',
  'doubled',
  'out of order',
  'rebuild differs',
  'hand needed',
];
const RECOVERY = 'recovery, median';

const count = (rounds: readonly Round[], kind: Finding[0]): number =>
  rounds.flatMap(({ findings }) => findings).filter(([found]) => found === kind).length;

const handsNeeded = (rounds: readonly Round[]): number => rounds.filter(({ hand }) => hand !== null).length;

/** Everything that may not be. */
export const found = (rounds: readonly Round[]): number =>
  rounds.flatMap(({ findings }) => findings).length + handsNeeded(rounds);

/** One line for each fault. */
export function tableOf(rounds: readonly Round[]): string {
  const names = [...new Set(rounds.map(({ fault }) => fault))];
  const lines = names.map((name) =>
    lineOf(
      name,
      rounds.filter(({ fault }) => fault === name),
    ),
  );
  const table = [[...COLUMNS, RECOVERY], ...lines];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  return table
    .map((line) =>
      line
        .map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[0]!)))
        .join('  '),
    )
    .join('\n');
}

function lineOf(name: string, rounds: readonly Round[]): string[] {
  const recoveries = rounds.flatMap(({ recoveredMs }) => recoveredMs ?? []);
  const numbers = [
    rounds.length,
    rounds.reduce((sum, { answered }) => sum + answered, 0),
    ...(['lost', 'doubled', 'out of order', 'rebuild differs'] as const).map((kind) => count(rounds, kind)),
    handsNeeded(rounds),
  ];
  const recovery = recoveries.length ? `${(median(recoveries) / 1000).toFixed(1)} s` : '–';
  return [name, ...numbers.map(String), recovery];
}
