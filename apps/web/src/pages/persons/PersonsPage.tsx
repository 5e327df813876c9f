import type { ListedPerson, UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { ACTIONS } from '../../components/DataTable';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { PARTNER_COLUMN } from '../../components/PartnerLink';
import { plural } from '../../format';
import { ACCOUNT_STATES, PROFILES } from '../../labels';
import { CorrectPerson } from '../habilitations/CorrectPerson';
import { PersonForm } from '../habilitations/PersonForm';
import { PERSON_COLUMNS } from './person-columns';

/** Every agent whom the reader answers for. */
export default function PersonsPage() {
  const { role } = useMe();
  return (
    <Page title="Personnes" aside={role === 'gestionnaire' && <AddPerson />}>
      <p className="intro">
        {role === 'gestionnaire'
          ? 'Les agents que vous avez désignés, leur code et ce qu’ils peuvent faire.'
          : 'Les agents désignés par les gestionnaires, leur code et ce qu’ils peuvent faire.'}
      </p>
      <List list={listFor(role)} />
    </Page>
  );
}

const AddPerson = () => (
  <ActionDialog label="Ajouter une personne" look="primary">
    <PersonForm />
  </ActionDialog>
);

const listFor = (role: UserRole): ListDeclaration<ListedPerson> => ({
  here: '/personnes',
  path: '/lists/persons',
  caption: 'Agents, leur code et leurs habilitations en vigueur',
  columns: [
    ...PERSON_COLUMNS,
    ...(role === 'gestionnaire' ? [] : [PARTNER_COLUMN]),
    ...(role === 'caf-security' ? [] : [CORRECTION]),
  ],
  rowKey: ({ id }) => id,
  searched: 'Nom, code, adresse, Siret',
  filters: [
    {
      name: 'state',
      label: 'État du code',
      none: 'Tous',
      options: [...optionsOf(ACCOUNT_STATES), { value: 'none', label: 'Sans code' }],
    },
    {
      name: 'profile',
      label: 'Habilitation',
      none: 'Toutes les personnes',
      options: [...optionsOf(PROFILES), { value: 'none', label: 'Aucune en vigueur' }],
    },
  ],
  order: 'name',
  counted: (count) => plural(count, 'personne'),
  empty: 'Aucune personne n’a encore été désignée.',
});

const CORRECTION: ListColumn<ListedPerson> = {
  ...ACTIONS,
  cell: (person) => <CorrectPerson person={person} />,
};
