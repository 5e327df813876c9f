import { useQuery } from '@tanstack/react-query';
import type { Anomaly } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { ANOMALY_STATES } from '../../labels';
import { CASE_COLUMNS } from '../anomalies/case-columns';

/** The cases about a code: a Caf’s, or those that a gestionnaire was told of. */
export function HolderCases({ userCode }: { userCode: string }) {
  const isCaf = useMe().role === 'caf-security';
  return (
    <Section title="Anomalies">
      {isCaf ? <OfCaf userCode={userCode} /> : <ToldToPartner userCode={userCode} />}
    </Section>
  );
}

function OfCaf({ userCode }: { userCode: string }) {
  const cases = useQuery(queries.anomalyQueue({ state: 'any', userCode }));
  return <Loaded query={cases}>{({ items }) => <Cases cases={items} />}</Loaded>;
}

function ToldToPartner({ userCode }: { userCode: string }) {
  const cases = useQuery(queries.anomalies({ userCode }));
  return <Loaded query={cases}>{(list) => <Cases cases={list} />}</Loaded>;
}

const Cases = ({ cases }: { cases: Anomaly[] }) => (
  <DataTable
    caption="Anomalies sur ce code"
    columns={[
      ...CASE_COLUMNS.filter(({ header }) => header !== 'Code ou réseau'),
      { header: 'État', cell: ({ state }) => <Badge {...ANOMALY_STATES[state]} /> },
    ]}
    rows={cases}
    rowKey={({ id }) => id}
    empty="Aucune anomalie sur ce code."
  />
);
