import type { Bar } from '../../api/contract';
import { COUNTS, type Count } from './bar-counts';

const CLASSES: Record<Count, string> = {
  successes: 'bar-success',
  failures: 'bar-failure',
  pending: 'bar-pending',
};

interface Props {
  bar: Bar;
  x: number;
  width: number;
  /** Where it stands. */
  bottom: number;
  /** How high one attempt is. */
  scale: number;
}

/** What became of the attempts of a bar, one above the other. */
export function StackedBar({ bar, x, width, bottom, scale }: Props) {
  let top = bottom;
  return (
    <g>
      {COUNTS.map((of) => {
        const height = bar[of] * scale;
        top -= height;
        return <rect key={of} className={CLASSES[of]} x={x} y={top} width={width} height={height} />;
      })}
    </g>
  );
}
