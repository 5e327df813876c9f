import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Figure, Figures } from '../../components/Figures';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatNumber } from '../../format';

export function CafHabilitationSummary() {
  const requests = useQuery(queries.habilitationRequests('pending'));
  const blocked = useQuery(queries.accounts('blocked'));
  const conventions = useQuery(queries.conventions());

  return (
    <Section title="En bref">
      <Figures>
        <Loaded query={requests}>
          {(list) => (
            <Figure
              value={formatNumber(list.length)}
              label="demandes d’habilitation en attente"
              to="/habilitations"
            />
          )}
        </Loaded>
        <Loaded query={blocked}>
          {(list) => (
            <Figure value={formatNumber(list.length)} label="codes bloqués" to="/codes?state=blocked" />
          )}
        </Loaded>
        <Loaded query={conventions}>
          {(list) => (
            <Figure
              value={formatNumber(list.filter(({ warnings }) => warnings.length > 0).length)}
              label="conventions à surveiller"
              to="/conventions"
            />
          )}
        </Loaded>
      </Figures>
    </Section>
  );
}
