import { Link } from 'react-router';
import type { Histogram } from '../../api/contract';
import { plural } from '../../format';
import { type JournalFilter, pathOf } from './filter';

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
  const sum = (of: 'successes' | 'failures') => bars.reduce((total, bar) => total + bar[of], 0);
  const most = Math.max(1, ...bars.map(({ successes, failures }) => successes + failures));
  const scale = HEIGHT / most;
  return (
    <Link className="sparkline" to={pathOf(filter)}>
      <svg viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ from, successes, failures }, index) => (
          <g key={from}>
            <rect
              className="bar-success"
              x={index * STEP}
              y={HEIGHT - successes * scale}
              width={BAR_WIDTH}
              height={successes * scale}
            />
            <rect
              className="bar-failure"
              x={index * STEP}
              y={HEIGHT - (successes + failures) * scale}
              width={BAR_WIDTH}
              height={failures * scale}
            />
          </g>
        ))}
      </svg>
      <span>
        {plural(sum('successes'), 'connexion réussie', 'connexions réussies')},{' '}
        {plural(sum('failures'), 'refusée')} {period}
      </span>
    </Link>
  );
}
