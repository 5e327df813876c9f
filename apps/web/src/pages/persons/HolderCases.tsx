import type { ListedCase } from '../../api/contract';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { ListExcerpt } from '../../components/ListExcerpt';
import type { ListColumn } from '../../components/list-declaration';
import { Section } from '../../components/Section';
import { ANOMALY_STATES } from '../../labels';
import { CASE_COLUMNS } from '../anomalies/case-columns';

/** The cases about a code: a Caf’s, or those that a gestionnaire was told of. */
export function HolderCases({ userCode }: { userCode: string }) {
  const isCaf = useMe().role === 'caf-security';
  return (
    <Section title="Anomalies">
      <ListExcerpt
        path={isCaf ? '/lists/anomaly-queue' : '/lists/anomalies'}
        params={isCaf ? { state: 'any', userCode } : { userCode }}
        caption="Anomalies sur ce code"
        columns={COLUMNS}
        rowKey={({ id }) => id}
        empty="Aucune anomalie sur ce code."
        all={`/anomalies?${new URLSearchParams({ q: userCode, ...(isCaf && { state: 'any' }) })}`}
      />
    </Section>
  );
}

const COLUMNS: ListColumn<ListedCase>[] = [
  ...CASE_COLUMNS.filter(({ header }) => header !== 'Code ou réseau'),
  { header: 'État', cell: ({ state }) => <Badge {...ANOMALY_STATES[state]} /> },
];
