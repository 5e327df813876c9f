import { useState } from 'react';
import { NavLink } from 'react-router';
import type { UserRole } from '../api/contract';
import { MENU } from '../menu';
import { Icon } from './Icon';

export function Navigation({ role }: { role: UserRole }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <nav className="navigation" aria-label="Principale">
      <button
        type="button"
        className="button navigation-toggle"
        aria-expanded={isOpen}
        aria-controls="menu"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={isOpen ? 'close' : 'menu'} />
        Menu
      </button>
      <ul id="menu" className={isOpen ? 'open' : undefined}>
        {MENU.filter(({ roles }) => roles.includes(role)).map(({ to, label }) => (
          <li key={to}>
            <NavLink to={to} end={to === '/'} onClick={() => setOpen(false)}>
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
