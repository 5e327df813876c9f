import type { AnomalyDetail } from '../../api/contract';
import { formatTimestamp, plural } from '../../format';

const MARK_WIDTH = 5;

/**
 * When the attempts were: one mark each, at its place between the first and the last; those that sufficed are high. For eyes alone:
 * the table below says the same.
 */
export function EvidencePlot({ evidence }: Pick<AnomalyDetail, 'evidence'>) {
  const times = evidence.map(({ at }) => Date.parse(at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  if (evidence.length < 2 || first === last) return null;
  const successes = evidence.filter(({ outcome }) => outcome === 'success').length;
  const isMarking = evidence.some(({ isSufficient }) => isSufficient);
  return (
    <div className="evidence-plot" aria-hidden="true">
      <svg aria-hidden="true">
        <line x1="0" y1="100%" x2="100%" y2="100%" />
        {evidence.map(({ attemptId, at, outcome, isSufficient }) => (
          <rect
            key={attemptId}
            className={outcome === 'success' ? 'bar-success' : 'bar-failure'}
            // The last one stands inside too.
            x={`${((Date.parse(at) - first) / (last - first)) * 99}%`}
            y={isSufficient || !isMarking ? '10%' : '55%'}
            width={MARK_WIDTH}
            height={isSufficient || !isMarking ? '90%' : '45%'}
          />
        ))}
      </svg>
      <div className="plot-axis">
        <span>{formatTimestamp(new Date(first).toISOString())}</span>
        <span>{formatTimestamp(new Date(last).toISOString())}</span>
      </div>
      <p className="row quiet">
        {successes > 0 && <span className="legend-success">{plural(successes, 'réussie')}</span>}
        {successes < evidence.length && (
          <span className="legend-failure">{plural(evidence.length - successes, 'refusée')}</span>
        )}
        {isMarking && evidence.some(({ isSufficient }) => !isSufficient) && 'Hautes : celles qui ont suffi.'}
      </p>
    </div>
  );
}
