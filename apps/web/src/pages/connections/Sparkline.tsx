import { Link } from 'react-router';
import type { Histogram } from '../../api/contract';
import { sayCounts } from './bar-counts';
import { type JournalFilter, pathOf } from './filter';
import { StackedBars } from './StackedBars';

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
  return (
    <Link className="sparkline" to={pathOf(filter)}>
      <svg viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <StackedBars bars={bars} step={STEP} width={BAR_WIDTH} height={HEIGHT} />
      </svg>
      <span>
        Connexions {period} : {sayCounts(bars)}
      </span>
    </Link>
  );
}
