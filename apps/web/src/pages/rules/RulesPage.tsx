import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Rule } from '../../api/contract';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { formatNumber, plural } from '../../format';
import { RULE_STATES, SEVERITIES } from '../../labels';
import { casesOf, noiseOf } from './outcomes';

export default function RulesPage() {
  const rules = useQuery(queries.rules());
  return (
    <Page title="Règles de surveillance">
      <p className="intro">
        Ce que le registre cherche dans les connexions. Chaque règle dit ce qu’elle trouve, et le bruit
        qu’elle fait : la part de ses anomalies que la Caf classe sans suite.
      </p>
      <Loaded query={rules}>
        {(list) => (
          <ul className="cards">
            {list.map((rule) => (
              <Card key={rule.name} rule={rule} />
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  );
}

function Card({ rule }: { rule: Rule }) {
  const { name, title, state, finds, level, hits, cases } = rule;
  const noise = noiseOf(cases);
  return (
    <li className="card">
      <h2>
        <Link to={`/regles/${name}`}>{title}</Link>
      </h2>
      <p>{finds}</p>
      <p className="actions">
        <Badge {...SEVERITIES[level]} />
        {state === 'retired' && <Badge {...RULE_STATES.retired} />}
      </p>
      <dl className="card-figures">
        <div>
          <dt>Bruit</dt>
          <dd>{noise === null ? '—' : `${noise}\u00a0%`}</dd>
        </div>
        <div>
          <dt>Anomalies</dt>
          <dd>{formatNumber(casesOf(cases))}</dd>
        </div>
        <div>
          <dt>En 30 jours</dt>
          <dd>{plural(hits, 'fait')}</dd>
        </div>
      </dl>
    </li>
  );
}
