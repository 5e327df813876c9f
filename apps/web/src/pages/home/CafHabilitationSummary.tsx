import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Figure, Figures } from '../../components/Figures';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';

export function CafHabilitationSummary() {
  const requests = useQuery(queries.list('/lists/habilitation-requests', { state: 'pending', limit: '1' }));
  const blocked = useQuery(
    queries.list('/lists/accounts', { block: 'idle', holder: 'habilitated', limit: '1' }),
  );
  const conventions = useQuery(queries.list('/lists/conventions', { watch: 'any', limit: '1' }));

  return (
    <Section title="En bref">
      <Figures>
        <Loaded query={requests}>
          {({ count }) => (
            <Figure
              count={count}
              singular="demande d’habilitation en attente"
              label="demandes d’habilitation en attente"
              to="/demandes?state=pending"
            />
          )}
        </Loaded>
        <Loaded query={blocked}>
          {({ count }) => (
            <Figure
              count={count}
              singular="code bloqué faute d’usage, d’une personne en fonction"
              label="codes bloqués faute d’usage, de personnes en fonction"
              to="/codes?block=idle&holder=habilitated"
            />
          )}
        </Loaded>
        <Loaded query={conventions}>
          {({ count }) => (
            <Figure
              count={count}
              singular="convention à surveiller"
              label="conventions à surveiller"
              to="/conventions?watch=any"
            />
          )}
        </Loaded>
      </Figures>
    </Section>
  );
}
