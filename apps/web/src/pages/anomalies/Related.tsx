import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { RelatedCase } from '../../api/contract';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { BulkActions } from '../../components/BulkActions';
import { useChosen } from '../../components/chosen-rows';
import { type Column, DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';
import { ANOMALY_STATES, caseSubject, VERDICTS } from '../../labels';
import { DISMISSAL } from './dismissal';

/** Other cases of the same attack, which can be dismissed together, and earlier ones of the same kind. */
export function Related({ id }: { id: string }) {
  const related = useQuery(queries.relatedCases(id));
  const chosen = useChosen(DISMISSAL, idOf);
  return (
    <Loaded query={related}>
      {({ attack, before }) => (
        <>
          {attack.length > 0 && (
            <Section title={'Même attaque\u00a0?'}>
              <BulkActions act={DISMISSAL} rows={attack} idOf={idOf} chosen={chosen} />
              <DataTable
                caption="Anomalies du même code ou du même réseau, à moins de douze heures"
                columns={[COLUMNS.rule, COLUMNS.subject, COLUMNS.tie, COLUMNS.at, COLUMNS.state]}
                rows={attack}
                rowKey={idOf}
                choice={chosen.choice}
                empty=""
              />
            </Section>
          )}
          {before.length > 0 && (
            <Section title="Déjà relevé">
              <DataTable
                caption="Anomalies antérieures de la même règle, sur le même code ou le même réseau"
                columns={[COLUMNS.rule, COLUMNS.at, COLUMNS.state]}
                rows={before}
                rowKey={idOf}
                empty=""
              />
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

const idOf = ({ id }: Pick<RelatedCase, 'id'>) => id;

const TIES: Record<RelatedCase['tie'], string> = {
  code: 'Même code',
  network: 'Même réseau',
  rule: 'Même règle',
};

const COLUMNS = {
  rule: { header: 'Anomalie', cell: ({ id, rule }) => <Link to={`/anomalies/${id}`}>{rule.title}</Link> },
  subject: {
    header: 'Code ou réseau',
    cell: (one) => (
      <>
        {caseSubject(one)} <span className="quiet block">{one.name}</span>
      </>
    ),
  },
  tie: { header: 'Lien', cell: ({ tie }) => TIES[tie] },
  at: { header: 'Détectée', cell: ({ detectedAt }) => formatInstant(detectedAt) },
  state: {
    header: 'État',
    cell: ({ state, verdict }) => (
      <div className="stack-tight">
        <Badge {...ANOMALY_STATES[state]} />
        {verdict && <span className="quiet">{VERDICTS[verdict.verdict]}</span>}
      </div>
    ),
  },
} satisfies Record<string, Column<RelatedCase>>;
