import { Link, useNavigate } from 'react-router';
import type { Bar, Histogram as Bars } from '../../api/contract';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { endBound, startBound } from '../../days';
import { formatNumber, formatTimestamp } from '../../format';
import { type Count, countsOf, heightOf, sum, WORDS } from './bar-counts';
import { Plot } from './Plot';
import { barLabel, UNITS } from './units';

interface Props {
  histogram: Bars;
  /** Where a narrower period leads. */
  pathTo: (period: { from: string; to: string }) => string;
}

/** What became of the attempts along the period, as bars and, for those who prefer, as a table. Both narrow the period. */
export function Histogram({ histogram: { unit, bars, countedSince }, pathTo }: Props) {
  const navigate = useNavigate();
  const path = (first: Bar, last = first) => pathTo({ from: startBound(first.from), to: endBound(last.to) });
  if (bars.every((bar) => heightOf(bar) === 0)) {
    return <Empty>Aucune connexion sur cette période.</Empty>;
  }
  return (
    <figure className="histogram">
      <Plot bars={bars} unit={unit} onNarrow={(first, last) => navigate(path(first, last))} />
      <figcaption>
        {countsOf(bars).map((of) => (
          <span key={of} className={LEGENDS[of]}>
            {WORDS[of](sum(bars, of))}
          </span>
        ))}
        <span>{UNITS[unit].by}</span>
      </figcaption>
      {countedSince && (
        <p className="fine-print">
          Trop de lignes pour les compter toutes : seules celles depuis le {formatTimestamp(countedSince)} le
          sont. Réduisez la période ou retirez un filtre.
        </p>
      )}
      <details>
        <summary>Voir en tableau</summary>
        <DataTable
          caption={`${UNITS[unit].by} ; une ligne mène à ses connexions`}
          columns={[
            {
              header: 'Période',
              cell: (bar) => <Link to={path(bar)}>{barLabel(bar, unit)}</Link>,
            },
            { header: 'Réussies', cell: ({ successes }) => formatNumber(successes), numeric: true },
            { header: 'Refusées', cell: ({ failures }) => formatNumber(failures), numeric: true },
            {
              header: 'Secondes vérifications demandées',
              cell: ({ pending }) => formatNumber(pending),
              numeric: true,
            },
          ]}
          rows={bars}
          rowKey={({ from }) => from}
          empty=""
        />
      </details>
    </figure>
  );
}

const LEGENDS: Record<Count, string> = {
  successes: 'legend-success',
  failures: 'legend-failure',
  pending: 'legend-pending',
};
