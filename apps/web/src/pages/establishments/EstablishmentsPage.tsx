import { Link } from 'react-router';
import type { Establishment, UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { PARTNER_COLUMN } from '../../components/PartnerLink';
import { plural } from '../../format';
import { COVERAGES, PROFILES } from '../../labels';
import { mayOpen } from '../../menu';
import { habilitationsAt } from '../../partners';
import { HOLDER_COLUMNS } from '../habilitations/Holders';

/** Every establishment that a convention covers, with who holds its profiles. */
export default function EstablishmentsPage() {
  const { role } = useMe();
  return (
    <Page title="Établissements">
      <p className="intro">
        Les établissements que couvrent les conventions, et qui tient chaque profil aujourd’hui. Tant qu’un
        profil est vacant, personne n’y fait ce qu’il permet.
      </p>
      <List list={listFor(role)} />
    </Page>
  );
}

const listFor = (role: UserRole): ListDeclaration<Establishment> => ({
  here: '/etablissements',
  path: '/lists/establishments',
  caption: 'Établissements, et qui tient chaque profil',
  columns: [
    NAME,
    ...(role === 'gestionnaire' ? [] : [GESTIONNAIRE]),
    ...HOLDER_COLUMNS,
    ...(mayOpen(role, '/habilitations') ? [LEADS] : []),
  ],
  rowKey: ({ id }) => id,
  searched: 'Nom, adresse, gestionnaire, Siret',
  filters: [
    {
      name: 'vacant',
      label: 'Profil vacant',
      none: 'Peu importe',
      options: [{ value: 'any', label: 'N’importe lequel' }, ...optionsOf(PROFILES)],
    },
    { name: 'state', label: 'Convention', none: 'Toutes', options: optionsOf(COVERAGES) },
    { name: 'organismId', isHidden: true },
  ],
  order: 'name',
  counted: (count) => plural(count, 'établissement'),
  empty: 'Aucune convention ne couvre encore d’établissement.',
});

const NAME: ListColumn<Establishment> = {
  header: 'Établissement',
  sort: 'name',
  cell: ({ name, address, conventionId, isInForce }) => (
    <>
      <Link to={`/conventions/${conventionId}`}>{name}</Link> <span className="quiet block">{address}</span>
      {!isInForce && <span className="quiet block">Convention qui n’est pas en vigueur</span>}
    </>
  ),
};

const GESTIONNAIRE: ListColumn<Establishment> = { ...PARTNER_COLUMN, sort: 'gestionnaire' };

const LEADS: ListColumn<Establishment> = {
  header: 'Détail',
  cell: ({ id, name }) => (
    <>
      <Link to={habilitationsAt(id)}>
        Habilitations<span className="visually-hidden"> : {name}</span>
      </Link>{' '}
      <Link to={`/actes?${new URLSearchParams({ about: id })}`}>
        Actes<span className="visually-hidden"> : {name}</span>
      </Link>
    </>
  ),
};
