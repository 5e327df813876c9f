import type { Bar } from '../../api/contract';
import { COUNTS, type Count, heightOf } from './bar-counts';

const CLASSES: Record<Count, string> = {
  successes: 'bar-success',
  failures: 'bar-failure',
  pending: 'bar-pending',
};

interface Props {
  bars: Bar[];
  /** From one to the next. */
  step: number;
  width: number;
  /** Of the highest. */
  height: number;
}

/** What became of the attempts of each bar, one above the other. */
export function StackedBars({ bars, step, width, height }: Props) {
  const scale = height / Math.max(1, ...bars.map(heightOf));
  return bars.map((bar, index) => {
    let top = height;
    return (
      <g key={bar.from}>
        {COUNTS.map((of) => {
          const part = bar[of] * scale;
          top -= part;
          return (
            <rect key={of} className={CLASSES[of]} x={index * step} y={top} width={width} height={part} />
          );
        })}
      </g>
    );
  });
}
