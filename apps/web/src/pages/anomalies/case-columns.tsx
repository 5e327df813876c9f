import { Link } from 'react-router';
import type { ListedCase } from '../../api/contract';
import { Badge } from '../../components/Badge';
import type { ListColumn } from '../../components/list-declaration';
import { formatInstant } from '../../format';
import { caseSubject, SEVERAL_PARTNERS, SEVERITIES } from '../../labels';

/** What every list of cases shows of one. */
export const CASE_COLUMNS: ListColumn<ListedCase>[] = [
  { header: 'Anomalie', cell: ({ id, rule }) => <Link to={`/anomalies/${id}`}>{rule.title}</Link> },
  {
    header: 'Code ou réseau',
    cell: (one) => (
      <>
        {caseSubject(one)}{' '}
        <span className="quiet block">
          {[one.name, one.gestionnaire?.name ?? SEVERAL_PARTNERS].filter(Boolean).join(', ')}
        </span>
      </>
    ),
  },
  { header: 'Gravité', cell: ({ severity }) => <Badge {...SEVERITIES[severity]} /> },
  { header: 'Détectée', sort: 'detected', cell: ({ detectedAt }) => formatInstant(detectedAt) },
];
