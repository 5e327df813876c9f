import { useId, useState } from 'react';
import { NavLink } from 'react-router';
import type { UserRole } from '../api/contract';
import { type MenuGroup, menuOf } from '../menu';
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
      <div id="menu" className={isOpen ? 'open' : undefined}>
        {menuOf(role).map((group) => (
          <Group key={group.heading} group={group} onChosen={() => setOpen(false)} />
        ))}
      </div>
    </nav>
  );
}

function Group({ group: { heading, entries }, onChosen }: { group: MenuGroup; onChosen: () => void }) {
  const id = useId();
  return (
    <div className="menu-group">
      {heading && <p id={id}>{heading}</p>}
      <ul aria-labelledby={heading ? id : undefined}>
        {entries.map(({ to, label }) => (
          <li key={to}>
            <NavLink to={to} end={to === '/'} onClick={onChosen}>
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
