/** One line of `npm run bench`: what was measured beside its reference of the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number | null;
  /** value ÷ reference, in the sense that the name of the figure gives it. */
  readonly ratio: number | null;
}

export function report({ value, reference, ratio, ...rest }: Figure): void {
  const round = (number: number | null) => (number === null ? null : Number(number.toPrecision(4)));
  process.stdout.write(
    `${JSON.stringify({ ...rest, value: round(value), reference: round(reference), ratio: round(ratio) })}\n`,
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that `share` of all are not above: 0.95 for p95. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1]!;
}

/** Milliseconds that `work` takes. */
export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs `work` `times` times, `width` at once. */
export async function inParallel(
  times: number,
  width: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < times) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
