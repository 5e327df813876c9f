import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Loaded } from '../../components/Loaded';
import { PartnerLink } from '../../components/PartnerLink';
import { Section } from '../../components/Section';
import { Holders } from '../habilitations/Holders';

export function GestionnaireSummary() {
  const { organism } = useMe();
  const establishments = useQuery(queries.establishments());
  return (
    <Section title="Vos établissements">
      <Loaded query={establishments}>{(list) => <Holders establishments={list} />}</Loaded>
      <p>
        Tout ce qui vous concerne, ce qui n’est pas en ordre d’abord : <PartnerLink gestionnaire={organism} />
      </p>
    </Section>
  );
}
