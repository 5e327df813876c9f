import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Figure, Figures } from '../../components/Figures';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { askedOf, defaultFilter, pathOf } from '../connections/filter';
import { Histogram } from '../connections/Histogram';

export function CafSecuritySummary() {
  const counts = useQuery(queries.caseCounts());
  const histogram = useQuery(queries.histogram(askedOf(defaultFilter())));

  return (
    <>
      <Section title="Anomalies">
        <Loaded query={counts}>
          {({ waiting, mine, unassigned, open }) => (
            <Figures>
              <Figure count={waiting} singular="attend la Caf" label="attendent la Caf" to="/anomalies" />
              <Figure count={mine} label="à votre nom" to="/anomalies?assignee=me" />
              <Figure count={unassigned} label="à personne" to="/anomalies?assignee=nobody" />
              <Figure
                count={open.notified ?? 0}
                label="en attente du partenaire"
                to="/anomalies?state=notified"
              />
            </Figures>
          )}
        </Loaded>
      </Section>
      <Section title="Connexions des sept derniers jours">
        <Loaded query={histogram}>{(bars) => <Histogram histogram={bars} pathTo={pathOf} />}</Loaded>
      </Section>
    </>
  );
}
