import { Link } from 'react-router';
import type { Me } from '../api/contract';
import { ROLES } from '../labels';
import { SignOutButton } from './SignOutButton';

export function UserMenu({ me }: { me: Me }) {
  const isHeld = me.mustChangePassword !== null || me.mustAddSecondFactor;

  return (
    <div className="user-menu">
      <p>
        <strong>{me.name}</strong>
        <span className="quiet">
          {ROLES[me.role]} · {me.organism.name}
        </span>
      </p>
      {!isHeld && <Link to="/mon-acces">Mon accès</Link>}
      {!isHeld && <Link to="/mot-de-passe">Mot de passe</Link>}
      <SignOutButton />
    </div>
  );
}
