import { useState } from 'react';
import { useMe, useSignOut } from '../api/session';
import { draftsOf } from '../drafts/drafts';
import { plural } from '../format';
import { CloseButton, Modal } from './ActionDialog';

/** Signs out; asks first where what was typed and not sent would be gone with it. */
export function SignOutButton({ look = '' }: { look?: 'plain' | '' }) {
  const { userCode } = useMe();
  const signOut = useSignOut();
  const [unsent, setUnsent] = useState(0);

  function leave(): void {
    const count = draftsOf(userCode);
    if (count > 0) setUnsent(count);
    else signOut.mutate();
  }

  const failure = signOut.isError && <span role="alert">{signOut.error.message}</span>;
  return (
    <>
      <button type="button" className={`button ${look}`} onClick={leave}>
        Se déconnecter
      </button>
      {unsent === 0 && failure}
      {unsent > 0 && (
        <Modal title="Effacer ce que vous n’avez pas envoyé ?" onClosed={() => setUnsent(0)}>
          <div className="stack">
            <p>
              {plural(unsent, 'brouillon')} {unsent === 1 ? 'est gardé' : 'sont gardés'} dans ce navigateur.
              Se déconnecter {unsent === 1 ? 'l’efface' : 'les efface'}, car d’autres utilisent peut-être ce
              poste.
            </p>
            {failure}
            <div className="actions">
              <CloseButton>Rester connecté</CloseButton>
              <button type="button" className="button danger" onClick={() => signOut.mutate()}>
                Effacer et se déconnecter
              </button>
            </div>
          </div>
        </Modal>
      )}
    </>
  );
}
