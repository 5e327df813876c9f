import type { Bar, Histogram } from '../../api/contract';
import { sayCounts } from './bar-counts';
import { StackedBars } from './StackedBars';
import { UNITS } from './units';
import { useNarrowing } from './use-narrowing';

const HEIGHT = 96;
const BAR_WIDTH = 24;
const STEP = 32;
/** A single bar does not fill the whole width. */
const LEAST_BARS = 7;

interface Props {
  bars: Bar[];
  unit: Histogram['unit'];
  onNarrow: (first: Bar, last: Bar) => void;
}

/**
 * The bars, as one control: drawing across some of them, or arrows (with Shift for several) and Enter, narrow the period to
 * them. To a screen reader it is a slider, whose value says what the bars stand for.
 */
export function Plot({ bars, unit, onNarrow }: Props) {
  const slots = Math.max(bars.length, LEAST_BARS);
  const { selected, handlers } = useNarrowing(bars, slots, onNarrow);
  const [first, last] = selected ?? [0, 0];
  const words = sayBars(bars.slice(first, last + 1), unit);

  return (
    <div className="plot">
      <div
        role="slider"
        tabIndex={0}
        aria-label="Période"
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={last + 1}
        aria-valuetext={words}
        aria-describedby="plot-hint"
        {...handlers}
      >
        <svg viewBox={`0 0 ${slots * STEP} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {selected && (
            <rect
              className="bar-selected"
              x={first * STEP}
              y={0}
              width={(last - first + 1) * STEP}
              height={HEIGHT}
            />
          )}
          <StackedBars bars={bars} step={STEP} width={BAR_WIDTH} height={HEIGHT} />
        </svg>
      </div>
      <div className="plot-axis">
        <span aria-hidden="true">{UNITS[unit].short(bars[0]!)}</span>
        <p>
          {selected ? (
            words
          ) : (
            <span id="plot-hint">Tracez sur les barres, ou flèches et Entrée, pour réduire la période.</span>
          )}
        </p>
        {bars.length > 1 && <span aria-hidden="true">{UNITS[unit].short(bars.at(-1)!)}</span>}
      </div>
    </div>
  );
}

function sayBars(bars: Bar[], unit: Histogram['unit']): string {
  const labels = [bars[0]!, ...(bars.length > 1 ? [bars.at(-1)!] : [])].map(UNITS[unit].label);
  return `${labels.join(' – ')} : ${sayCounts(bars)}`;
}
