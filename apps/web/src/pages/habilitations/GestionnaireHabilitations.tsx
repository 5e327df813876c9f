import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { ActionDialog } from '../../components/ActionDialog';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { Holders } from './Holders';
import { PersonForm } from './PersonForm';
import { PersonTable } from './PersonTable';
import { RequestForm } from './RequestForm';
import { RequestTable } from './RequestTable';

export function GestionnaireHabilitations() {
  const persons = useQuery(queries.persons());
  const establishments = useQuery(queries.establishments());
  const requests = useQuery(queries.habilitationRequests());

  return (
    <Page
      title="Habilitations"
      aside={
        persons.data &&
        establishments.data && (
          <ActionDialog label="Demander une habilitation" look="primary">
            {(close) => (
              <RequestForm persons={persons.data} establishments={establishments.data} onDone={close} />
            )}
          </ActionDialog>
        )
      }
    >
      <Section title="En vigueur">
        <Loaded query={establishments}>{(list) => <Holders establishments={list} canEnd />}</Loaded>
      </Section>
      <Section title="Demandes">
        <Loaded query={requests}>
          {(list) => (
            <RequestTable
              caption="Demandes adressées à la Caf"
              requests={list}
              empty="Aucune demande. La Caf n’accorde une habilitation que sur demande écrite du gestionnaire."
            />
          )}
        </Loaded>
      </Section>
      <Section title="Personnes">
        <ActionDialog label="Ajouter une personne">{(close) => <PersonForm onDone={close} />}</ActionDialog>
        <Loaded query={persons}>
          {(list) => (
            <PersonTable persons={list} empty="Aucune personne. Ajoutez d’abord la personne à habiliter." />
          )}
        </Loaded>
      </Section>
    </Page>
  );
}
