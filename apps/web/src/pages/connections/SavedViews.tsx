import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { SavedView } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { useCommand } from '../../api/use-command';
import { ActionDialog } from '../../components/ActionDialog';
import { useAnnounce } from '../../components/Announcer';
import { CommandForm } from '../../components/CommandForm';
import { Select, TextField } from '../../components/fields/fields';
import { Icon } from '../../components/Icon';
import { type JournalFilter, pathOf, searchToKeep } from './filter';

const AUDIENCES = [
  { value: 'own', label: 'Pour moi' },
  { value: 'team', label: 'Pour les responsables sécurité de la Caf' },
];

/** Views that are kept, and a way to keep this one. */
export function SavedViews({ filter }: { filter: JournalFilter }) {
  const views = useQuery(queries.journalViews());
  const search = searchToKeep(filter);
  return (
    <div className="saved-views">
      {views.data && views.data.length > 0 && (
        <ul aria-label="Vues enregistrées">
          {views.data.map((view) => (
            <ViewLink key={view.id} view={view} isShown={view.search === search} />
          ))}
        </ul>
      )}
      {search !== '' && (
        <ActionDialog label="Enregistrer cette vue">
          {(close) => (
            <CommandForm
              path="/journal-views"
              body={(value) => ({ name: value('name'), search, audience: value('audience') })}
              submit="Enregistrer"
              done="La vue est enregistrée."
              onDone={close}
            >
              <TextField name="name" label="Nom" maxLength={80} />
              <Select name="audience" label="Pour qui" options={AUDIENCES} />
            </CommandForm>
          )}
        </ActionDialog>
      )}
    </div>
  );
}

function ViewLink({
  view: { id, name, search, audience, userCode },
  isShown,
}: {
  view: SavedView;
  isShown: boolean;
}) {
  const me = useMe();
  const announce = useAnnounce();
  const removal = useCommand<object>('DELETE', `/journal-views/${id}`);
  // A colleague's would come back as one's own.
  const isOwn = userCode === me.userCode;

  async function remove() {
    if (!(await removal.mutateAsync({}).catch(() => null))) return;
    const body = { name, search, audience };
    const undo = {
      path: '/journal-views',
      body,
      done: `La vue «\u00a0${name}\u00a0» est de nouveau enregistrée.`,
    };
    announce(`La vue «\u00a0${name}\u00a0» est supprimée.`, isOwn ? undo : undefined);
  }

  return (
    <li>
      <Link to={pathOf(search)} aria-current={isShown || undefined}>
        {name}
      </Link>
      {audience === 'team' && (
        <span className="quiet">{isOwn ? 'partagée' : `partagée par ${userCode}`}</span>
      )}
      <button type="button" className="icon-button" onClick={remove}>
        <Icon name="close" />
        <span className="visually-hidden">Supprimer la vue {name}</span>
      </button>
    </li>
  );
}
