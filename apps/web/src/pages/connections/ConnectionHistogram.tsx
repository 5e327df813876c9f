import { Link } from 'react-router';
import type { CalendarDate, ConnectionDay } from '../../api/contract';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { formatDay, formatNumber, formatShortDay, plural } from '../../format';

const HEIGHT = 96;
const BAR_WIDTH = 24;
const STEP = 32;
/** A single day does not fill the whole width. */
const LEAST_BARS = 7;

interface Props {
  days: ConnectionDay[];
  /** Where a day leads: the journal of that day. */
  pathTo: (day: CalendarDate) => string;
}

/** Successes and failures day by day, as bars and, for those who prefer, as a table. */
export function ConnectionHistogram({ days, pathTo }: Props) {
  const most = Math.max(...days.map(totalOf));
  if (days.length === 0 || most === 0) return <Empty>Aucune connexion sur cette période.</Empty>;
  const first = days[0]!.day;
  const last = days.at(-1)!.day;
  const width = Math.max(days.length, LEAST_BARS) * STEP;

  return (
    <figure className="histogram">
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {days.map((day, index) => (
          <Link key={day.day} to={pathTo(day.day)} tabIndex={-1}>
            <Bar day={day} x={index * STEP} scale={HEIGHT / most} />
          </Link>
        ))}
      </svg>
      <div className="histogram-axis" aria-hidden="true">
        <span>{formatShortDay(first)}</span>
        {last !== first && <span>{formatShortDay(last)}</span>}
      </div>
      <figcaption>
        <span className="legend-success">{plural(sum(days, 'successes'), 'réussie')}</span>
        <span className="legend-failure">{plural(sum(days, 'failures'), 'refusée')}</span>
      </figcaption>
      <details>
        <summary>Voir en tableau</summary>
        <DataTable
          caption="Connexions par jour ; un jour mène à ses lignes"
          columns={[
            { header: 'Jour', cell: ({ day }) => <Link to={pathTo(day)}>{formatDay(day)}</Link> },
            { header: 'Réussies', cell: ({ successes }) => formatNumber(successes), numeric: true },
            { header: 'Refusées', cell: ({ failures }) => formatNumber(failures), numeric: true },
          ]}
          rows={days}
          rowKey={({ day }) => day}
          empty=""
        />
      </details>
    </figure>
  );
}

function Bar({ day, x, scale }: { day: ConnectionDay; x: number; scale: number }) {
  const failures = day.failures * scale;
  const successes = day.successes * scale;
  return (
    <g>
      <title>
        {formatDay(day.day)} : {plural(day.successes, 'réussie')}, {plural(day.failures, 'refusée')}
      </title>
      <rect className="bar-target" x={x} y={0} width={STEP} height={HEIGHT} />
      <rect className="bar-success" x={x} y={HEIGHT - successes} width={BAR_WIDTH} height={successes} />
      <rect
        className="bar-failure"
        x={x}
        y={HEIGHT - successes - failures}
        width={BAR_WIDTH}
        height={failures}
      />
    </g>
  );
}

const totalOf = ({ successes, failures }: ConnectionDay) => successes + failures;

const sum = (days: ConnectionDay[], of: 'successes' | 'failures') =>
  days.reduce((total, day) => total + day[of], 0);
