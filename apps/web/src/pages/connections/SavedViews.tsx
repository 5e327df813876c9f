import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ApiProblem } from '../../api/client';
import type { SavedView } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { useCommand } from '../../api/use-command';
import { ActionDialog, Modal } from '../../components/ActionDialog';
import { useAnnounce } from '../../components/Announcer';
import { CommandForm } from '../../components/CommandForm';
import { Select, TextField } from '../../components/fields/fields';
import { Icon } from '../../components/Icon';
import { addressOf, type JournalFilter, journalAt } from './filter';

const AUDIENCES = [
  { value: 'own', label: 'Pour moi' },
  { value: 'team', label: 'Pour les responsables sécurité de la Caf' },
];

/** Views that are kept, and a way to keep this one. */
export function SavedViews({ filter }: { filter: JournalFilter }) {
  const views = useQuery(queries.journalViews());
  const search = addressOf(filter).toString();
  return (
    <div className="row">
      {views.data && views.data.length > 0 && (
        <ul className="row" aria-label="Vues enregistrées">
          {views.data.map((view) => (
            <ViewLink key={view.id} view={view} isShown={view.search === search} />
          ))}
        </ul>
      )}
      {search !== '' && (
        <ActionDialog label="Enregistrer cette vue">
          <CommandForm
            path="/journal-views"
            body={(value) => ({ name: value('name'), search, audience: value('audience') })}
            submit="Enregistrer"
            done="La vue est enregistrée."
            fieldOf={{ 'name-taken': 'name', 'shared-view-by-name': 'audience' }}
          >
            <TextField name="name" label="Nom" maxLength={80} />
            <Select name="audience" label="Pour qui" options={AUDIENCES} />
          </CommandForm>
        </ActionDialog>
      )}
    </div>
  );
}

function ViewLink({ view, isShown }: { view: SavedView; isShown: boolean }) {
  const { name, search, audience, userCode, savedBy } = view;
  const isOwn = userCode === useMe().userCode;
  return (
    <li className="row">
      <Link to={journalAt(search)} aria-current={isShown || undefined}>
        {name}
      </Link>
      {audience === 'team' && (
        <span className="quiet">{isOwn ? 'partagée' : `partagée par ${savedBy ?? userCode}`}</span>
      )}
      {isOwn ? <OwnRemoval view={view} /> : <SharedRemoval view={view} />}
    </li>
  );
}

/** At once: it can be taken back. */
function OwnRemoval({ view: { id, name, search, audience } }: { view: SavedView }) {
  const announce = useAnnounce();
  const removal = useCommand<object>('DELETE', `/journal-views/${id}`);

  async function remove() {
    try {
      await removal.mutateAsync({});
    } catch (error) {
      return announce((error as ApiProblem).message, { isFailure: true });
    }
    const body = { name, search, audience };
    const undo = {
      path: '/journal-views',
      body,
      done: `La vue «\u00a0${name}\u00a0» est de nouveau enregistrée.`,
    };
    announce(`La vue «\u00a0${name}\u00a0» est supprimée.`, { undo });
  }

  return <RemovalButton name={name} onClick={remove} />;
}

/** Asked first: a colleague's would come back as one's own. */
function SharedRemoval({ view: { id, name, userCode, savedBy } }: { view: SavedView }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <RemovalButton name={name} onClick={() => setAsking(true)} />
      {isAsking && (
        <Modal title="Supprimer une vue partagée" onClosed={() => setAsking(false)}>
          <CommandForm
            method="DELETE"
            path={`/journal-views/${id}`}
            submit="Supprimer pour tous"
            look="danger"
            done={`La vue «\u00a0${name}\u00a0» est supprimée.`}
          >
            <p>
              «&nbsp;{name}&nbsp;» a été enregistrée par {savedBy ?? userCode}. Plus personne de la Caf ne
              l’aura, et cela ne s’annule pas.
            </p>
          </CommandForm>
        </Modal>
      )}
    </>
  );
}

const RemovalButton = ({ name, onClick }: { name: string; onClick: () => void }) => (
  <button type="button" className="icon-button" onClick={onClick}>
    <Icon name="close" />
    <span className="visually-hidden">Supprimer la vue {name}</span>
  </button>
);
