import { Link } from 'react-router';
import type { ListedPerson, UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { Due } from '../../components/Due';
import { optionsOf } from '../../components/fields/fields';
import { List, type ListColumn, type ListDeclaration } from '../../components/List';
import { Page } from '../../components/Page';
import { plural } from '../../format';
import { ACCOUNT_STATES, PROFILES } from '../../labels';
import { CorrectPerson } from '../habilitations/CorrectPerson';
import { PersonForm } from '../habilitations/PersonForm';

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
    {(close) => <PersonForm onDone={close} />}
  </ActionDialog>
);

const listFor = (role: UserRole): ListDeclaration<ListedPerson> => ({
  here: '/personnes',
  path: '/lists/persons',
  caption: 'Agents, leur code et leurs habilitations en vigueur',
  columns: [
    ...COLUMNS,
    ...(role === 'gestionnaire' ? [] : [GESTIONNAIRE]),
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

const COLUMNS: ListColumn<ListedPerson>[] = [
  {
    header: 'Personne',
    sort: 'name',
    cell: ({ id, lastName, firstName, function: title, email }) => (
      <>
        <Link to={`/personnes/${id}`}>
          {lastName} {firstName}
        </Link>{' '}
        <span className="quiet block">{title}</span> <span className="quiet block">{email}</span>
      </>
    ),
  },
  {
    header: 'Code',
    cell: ({ account }) =>
      account ? (
        <div className="stack-tight">
          <span className="nowrap">{account.userCode}</span>
          <Badge {...ACCOUNT_STATES[account.state]} />
        </div>
      ) : (
        '—'
      ),
  },
  {
    header: 'Sans usage, bloqué après le',
    cell: ({ account }) => (account?.blocksAfter ? <Due day={account.blocksAfter} /> : '—'),
  },
  { header: 'Habilitations', cell: ({ holdings }) => <Holdings holdings={holdings} /> },
];

const GESTIONNAIRE: ListColumn<ListedPerson> = {
  header: 'Gestionnaire',
  cell: ({ gestionnaire }) => gestionnaire.name,
};

const CORRECTION: ListColumn<ListedPerson> = {
  header: 'Action',
  cell: (person) => <CorrectPerson person={person} />,
};

/** More would make a row as high as a screen. */
const MOST_SHOWN = 3;

function Holdings({ holdings }: Pick<ListedPerson, 'holdings'>) {
  if (holdings.length === 0) return '—';
  const hidden = holdings.length - MOST_SHOWN;
  return (
    <>
      {holdings.slice(0, MOST_SHOWN).map(({ id, name, profiles }) => (
        <span className="block" key={id}>
          {name}{' '}
          <span className="quiet block">{profiles.map((profile) => PROFILES[profile]).join(', ')}</span>
        </span>
      ))}
      {hidden > 0 && (
        <span className="quiet">et {plural(hidden, 'autre établissement', 'autres établissements')}</span>
      )}
    </>
  );
}
