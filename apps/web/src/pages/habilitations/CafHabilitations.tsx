import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { Holders } from './Holders';
import { PersonTable } from './PersonTable';
import { RequestTable } from './RequestTable';

export function CafHabilitations() {
  const requests = useQuery(queries.habilitationRequests());
  const establishments = useQuery(queries.establishments());
  const mayCorrect = useMe().role === 'caf-habilitation';
  const persons = useQuery({ ...queries.persons(), enabled: mayCorrect });

  return (
    <Page title="Habilitations">
      <Loaded query={requests}>
        {(list) => (
          <>
            <Section title="Demandes à instruire">
              <RequestTable
                caption="Demandes en attente d’une décision de la Caf"
                requests={list.filter(({ state }) => state === 'pending')}
                empty="Aucune demande n’attend de décision."
              />
            </Section>
            <Section title="Demandes décidées">
              <RequestTable
                caption="Demandes accordées ou refusées"
                requests={list.filter(({ state }) => state !== 'pending')}
                empty="Aucune demande n’a encore été décidée."
              />
            </Section>
          </>
        )}
      </Loaded>
      <Section title="Habilitations en vigueur">
        <Loaded query={establishments}>{(list) => <Holders establishments={list} canEnd />}</Loaded>
      </Section>
      {mayCorrect && (
        <Section title="Personnes">
          <Loaded query={persons}>
            {(list) => (
              <PersonTable persons={list} empty="Aucun gestionnaire n’a encore nommé de personne." />
            )}
          </Loaded>
        </Section>
      )}
    </Page>
  );
}
