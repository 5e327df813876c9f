import { Link } from 'react-router';
import type { ReplayedCase, RuleReplay } from '../../api/contract';
import { type Column, DataTable } from '../../components/DataTable';
import { dayOf } from '../../days';
import { formatInstant, formatNumber, plural } from '../../format';
import { pathOf } from '../connections/filter';

/** What another threshold would have made of a period. */
export function Difference({ replay }: { replay: RuleReplay }) {
  const { attempts, present, draft, presentMinutes, draftMinutes } = replay;
  return (
    <>
      <DataTable
        caption={`Sur ${formatNumber(attempts)}\u00a0tentatives`}
        columns={TOTALS}
        rows={[
          { what: 'Avec le seuil actuel', cases: present, minutes: presentMinutes },
          { what: 'Avec le seuil essayé', cases: draft, minutes: draftMinutes },
        ]}
        rowKey={({ what }) => what}
        empty=""
      />
      <Cases caption="Avec le seuil actuel seul" cases={replay.vanish} count={replay.vanishing} />
      <Cases caption="Avec le seuil essayé seul" cases={replay.appear} count={replay.appearing} />
    </>
  );
}

interface Total {
  what: string;
  cases: number;
  minutes: number;
}

const TOTALS: Column<Total>[] = [
  { header: 'Règle', cell: ({ what }) => what },
  { header: 'Anomalies', cell: ({ cases }) => formatNumber(cases), numeric: true },
  { header: 'Temps d’examen', cell: ({ minutes }) => plural(minutes, 'minute'), numeric: true },
];

function Cases({ caption, cases, count }: { caption: string; cases: ReplayedCase[]; count: number }) {
  const shown = count > cases.length && `, les ${formatNumber(cases.length)} premières`;
  return (
    <DataTable
      caption={`${caption} (${formatNumber(count)}${shown || ''})`}
      columns={COLUMNS}
      rows={cases}
      rowKey={({ at, sentence }) => `${at} ${sentence}`}
      empty={`${caption} : aucune.`}
    />
  );
}

const COLUMNS: Column<ReplayedCase>[] = [
  { header: 'Le', cell: ({ at }) => <time dateTime={at}>{formatInstant(at)}</time> },
  { header: 'Ce que la règle dit', cell: ({ sentence }) => sentence },
  {
    header: 'Anomalie',
    cell: ({ anomalyId }) => (anomalyId ? <Link to={`/anomalies/${anomalyId}`}>Ouvrir</Link> : 'Aucune'),
  },
  {
    header: 'Journal',
    cell: ({ at, userCode, network }) => (
      <Link to={pathOf({ from: dayOf(at), to: dayOf(at), ...whose(userCode, network) })}>
        {userCode ?? network ?? 'Voir'}
      </Link>
    ),
  },
];

const whose = (userCode: string | null, network: string | null) =>
  userCode === null ? { network: network === null ? [] : [network] } : { userCode: [userCode] };
