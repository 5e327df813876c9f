import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Figure, Figures } from '../../components/Figures';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { defaultFilter, pathOf } from '../connections/filter';
import { Histogram } from '../connections/Histogram';

export function CafSecuritySummary() {
  const anomalies = useQuery(queries.anomalies());
  const histogram = useQuery(queries.histogram(defaultFilter()));

  return (
    <>
      <Section title="Anomalies">
        <Loaded query={anomalies}>
          {(list) => {
            const count = (state: string) => list.filter((anomaly) => anomaly.state === state).length;
            return (
              <Figures>
                <Figure count={count('detected')} label="à examiner" to="/anomalies?state=detected" />
                <Figure
                  count={count('justified')}
                  singular="justifiée, à trancher"
                  label="justifiées, à trancher"
                  to="/anomalies?state=justified"
                />
                <Figure
                  count={count('overdue')}
                  label="sans réponse dans le délai"
                  to="/anomalies?state=overdue"
                />
                <Figure
                  count={count('notified')}
                  label="en attente du partenaire"
                  to="/anomalies?state=notified"
                />
              </Figures>
            );
          }}
        </Loaded>
      </Section>
      <Section title="Connexions des sept derniers jours">
        <Loaded query={histogram}>{(bars) => <Histogram histogram={bars} pathTo={pathOf} />}</Loaded>
      </Section>
    </>
  );
}
