import { useNavigate } from 'react-router';
import type { Me } from '../api/contract';
import { useSignOut } from '../api/session';
import { ROLES } from '../labels';

export function UserMenu({ me }: { me: Me }) {
  const signOut = useSignOut();
  const navigate = useNavigate();

  async function leave() {
    await signOut();
    await navigate('/connexion', { state: { signedOut: true } });
  }

  return (
    <div className="user-menu">
      <p>
        <strong>{me.name}</strong>
        <span className="quiet">
          {ROLES[me.role]} · {me.organism.name}
        </span>
      </p>
      <button type="button" className="button" onClick={leave}>
        Se déconnecter
      </button>
    </div>
  );
}
