import type { AnomalyDetail } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { CodeLink } from '../../components/CodeLink';
import { type Column, DataTable } from '../../components/DataTable';
import { Section } from '../../components/Section';
import { formatNumber, formatTimestamp, plural } from '../../format';
import { OUTCOMES } from '../../labels';
import { EvidencePlot } from './EvidencePlot';

type Attempt = AnomalyDetail['evidence'][number];

/** The attempts that a rule found, those that sufficed marked: on a line of time, and as a table. */
export function Evidence({ anomaly: { evidence, sufficient, userCode } }: { anomaly: AnomalyDetail }) {
  const marked = evidence.filter(({ isSufficient }) => isSufficient).length;
  const areAll = marked === evidence.length;
  return (
    <Section title="Faits">
      <div className="stack-tight">
        {sufficient !== null && evidence.length > 0 && <p>{sufficientText(sufficient, marked, areAll)}</p>}
        <EvidencePlot evidence={evidence} />
      </div>
      <DataTable
        caption="Les lignes du journal qui ont déclenché la règle"
        columns={[
          ...COLUMNS,
          ...(userCode === null ? [CODE] : []),
          ...(sufficient === null || areAll ? [] : [MARK]),
        ]}
        rows={evidence}
        rowKey={({ attemptId }) => attemptId}
        empty="Aucune ligne : cette anomalie est une absence."
      />
    </Section>
  );
}

/** Why the rule holds: without any one of them it would not. */
function sufficientText(sufficient: number, marked: number, areAll: boolean): string {
  const lines = formatNumber(sufficient);
  if (marked < sufficient) {
    const seen =
      marked === 1 ? 'celle que vous voyez est marquée' : `les ${marked} que vous voyez sont marquées`;
    return `${lines} lignes du journal ont suffi à déclencher la règle${marked > 0 ? ` ; ${seen}` : ''}.`;
  }
  if (sufficient === 1)
    return `${areAll ? 'Cette ligne' : 'La ligne marquée'} a suffi à déclencher la règle.`;
  return `${areAll ? `Ces ${lines} lignes` : `Les ${lines} lignes marquées`} ont suffi à déclencher la règle : sans l’une d’elles, elle ne l’aurait pas été.`;
}

const COLUMNS: Column<Attempt>[] = [
  { header: 'Instant', cell: ({ at }) => formatTimestamp(at) },
  {
    header: 'Issue',
    cell: ({ outcome, count }) => (
      <>
        <Badge {...OUTCOMES[outcome]} /> {count > 1 && plural(count, 'tentative')}
      </>
    ),
  },
  { header: 'Adresse IP', cell: ({ address }) => address ?? '—' },
];

/** Where the case is about a network. */
const CODE: Column<Attempt> = {
  header: 'Code',
  cell: ({ userCode }) => (userCode ? <CodeLink userCode={userCode} name={null} /> : '—'),
};

const MARK: Column<Attempt> = {
  header: 'Marque',
  cell: ({ isSufficient }) => isSufficient && <strong>A suffi</strong>,
};
