import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useLocation } from 'react-router';
import { Notice } from './Notice';

const Announce = createContext<(message: string) => void>(() => {});

/** Says what was done, to eyes and to screen readers, until the next navigation. */
export const useAnnounce = () => useContext(Announce);

export function Announcer({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const [said, setSaid] = useState({ message: '', on: pathname });
  const announce = useCallback((message: string) => setSaid({ message, on: window.location.pathname }), []);
  const message = said.on === pathname ? said.message : '';

  return (
    <Announce value={announce}>
      <div role="status" className="announcer">
        {message && <Notice tone="good">{message}</Notice>}
      </div>
      {children}
    </Announce>
  );
}
