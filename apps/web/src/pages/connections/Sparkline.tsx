import { Link } from 'react-router';
import type { Histogram } from '../../api/contract';
import { heightOf, sayCounts } from './bar-counts';
import { type JournalFilter, pathOf } from './filter';
import { StackedBar } from './StackedBar';

const HEIGHT = 32;
const STEP = 8;
const BAR_WIDTH = 6;

interface Props {
  histogram: Histogram;
  filter: JournalFilter;
  /** « en 8 semaines » */
  period: string;
}

/** A few bars that open the journal; their sums are the words of the link. */
export function Sparkline({ histogram: { bars }, filter, period }: Props) {
  const scale = HEIGHT / Math.max(1, ...bars.map(heightOf));
  return (
    <Link className="sparkline" to={pathOf(filter)}>
      <svg viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map((bar, index) => (
          <StackedBar
            key={bar.from}
            bar={bar}
            x={index * STEP}
            width={BAR_WIDTH}
            bottom={HEIGHT}
            scale={scale}
          />
        ))}
      </svg>
      <span>
        Connexions {period} : {sayCounts(bars)}
      </span>
    </Link>
  );
}
