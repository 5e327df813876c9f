import { useNavigate } from 'react-router';
import type { Declaration } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { today } from '../../days';
import { plural } from '../../format';
import { DECLARATION_KINDS, DECLARATION_STATES } from '../../labels';
import { DECLARATION_COLUMNS } from './declaration-columns';
import { OpenDeclarationForm } from './OpenDeclarationForm';
import { yearOptions } from './years';

export default function DeclarationsPage() {
  const { role, establishments } = useMe();
  const navigate = useNavigate();

  return (
    <Page
      title="Déclarations"
      aside={
        role === 'agent' && (
          <ActionDialog label="Ouvrir une déclaration" look="primary">
            <OpenDeclarationForm
              establishments={establishments}
              year={today().slice(0, 4)}
              onDone={({ id }) => navigate(`/declarations/${id}`)}
            />
          </ActionDialog>
        )
      }
    >
      {role !== 'agent' && role !== 'gestionnaire' && (
        <p className="intro">
          Les déclarations des partenaires, et où elles en sont. La Caf lit leur contenu une fois qu’elles
          sont transmises.
        </p>
      )}
      <List list={LIST} />
    </Page>
  );
}

const LIST: ListDeclaration<Declaration> = {
  here: '/declarations',
  path: '/lists/declarations',
  caption: 'Déclarations de données',
  columns: DECLARATION_COLUMNS,
  rowKey: ({ id }) => id,
  searched: 'Établissement, adresse, gestionnaire',
  filters: [
    { name: 'year', label: 'Année', none: 'Toutes', options: yearOptions() },
    { name: 'kind', label: 'Nature', none: 'Toutes', options: optionsOf(DECLARATION_KINDS) },
    {
      name: 'state',
      label: 'État',
      none: 'Tous',
      options: [{ value: 'open', label: 'Pas encore transmises' }, ...optionsOf(DECLARATION_STATES)],
    },
    { name: 'organismId', isHidden: true },
    { name: 'approvedBy', isHidden: true },
  ],
  order: '-updated',
  counted: (count) => plural(count, 'déclaration'),
  empty: 'Aucune déclaration n’a encore été ouverte.',
};
