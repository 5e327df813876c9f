import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { Holders } from '../habilitations/Holders';

export function GestionnaireSummary() {
  const establishments = useQuery(queries.establishments());
  return (
    <Section title="Vos établissements">
      <Loaded query={establishments}>{(list) => <Holders establishments={list} />}</Loaded>
    </Section>
  );
}
