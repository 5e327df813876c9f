import type { Holding, Instant } from '../../api/contract';
import { formatInstantDay } from '../../format';
import { PROFILES } from '../../labels';

const WIDTH = 1000;
const HEIGHT = 16;
/** Between the bars of one line. */
const LEAST_WIDTH = 4;

interface Props {
  holdings: Holding[];
  now: Instant;
}

/** Bars along the time, a line for each profile at each establishment. For the eye alone: the table beside it says the same. */
export function TimeLine({ holdings, now }: Props) {
  const lines = linesOf(holdings);
  const first = Math.min(...holdings.map(({ from }) => Date.parse(from)));
  const last = Math.max(Date.parse(now), ...holdings.map(({ until }) => Date.parse(until)));
  const xOf = (instant: Instant) => ((Date.parse(instant) - first) / (last - first)) * WIDTH;
  return (
    <div className="time-line" aria-hidden="true">
      {lines.map(([name, held]) => (
        <div className="time-line-row" key={name}>
          <span>{name}</span>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
            {held.map(({ id, from, until }) => (
              <g key={id}>
                {from <= now && (
                  <Bar className="time-held" from={xOf(from)} to={xOf(until < now ? until : now)} />
                )}
                {until > now && (
                  <Bar className="time-to-come" from={xOf(from > now ? from : now)} to={xOf(until)} />
                )}
              </g>
            ))}
            <line className="time-now" x1={xOf(now)} x2={xOf(now)} y1={0} y2={HEIGHT} />
          </svg>
        </div>
      ))}
      <div className="time-line-row time-line-axis">
        <span />
        <span>
          <span>{formatInstantDay(new Date(first).toISOString())}</span>
          <span>{formatInstantDay(new Date(last).toISOString())}</span>
        </span>
      </div>
    </div>
  );
}

function Bar({ className, from, to }: { className: string; from: number; to: number }) {
  return (
    <rect className={className} x={from} y={2} width={Math.max(to - from, LEAST_WIDTH)} height={HEIGHT - 4} />
  );
}

/** By establishment and profile, in the order in which they come. */
function linesOf(holdings: Holding[]): [string, Holding[]][] {
  const lines = new Map<string, Holding[]>();
  for (const holding of holdings) {
    const name = `${holding.establishment.name} : ${PROFILES[holding.profile]}`;
    lines.set(name, [...(lines.get(name) ?? []), holding]);
  }
  return [...lines];
}
