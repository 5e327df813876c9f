import { Link } from 'react-router';
import type { Me } from '../api/contract';
import { useSignOut } from '../api/session';
import { ROLES } from '../labels';

export function UserMenu({ me }: { me: Me }) {
  const signOut = useSignOut();
  const isHeld = me.mustChangePassword !== null || me.mustAddSecondFactor;

  return (
    <div className="user-menu">
      <p>
        <strong>{me.name}</strong>
        <span className="quiet">
          {ROLES[me.role]} · {me.organism.name}
        </span>
        {signOut.isError && <span role="alert">{signOut.error.message}</span>}
      </p>
      {!isHeld && <Link to="/mon-acces">Mon accès</Link>}
      {!isHeld && <Link to="/mot-de-passe">Mot de passe</Link>}
      <button type="button" className="button" onClick={() => signOut.mutate()}>
        Se déconnecter
      </button>
    </div>
  );
}
