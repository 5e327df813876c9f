import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useLocation } from 'react-router';
import { ApiProblem, type Method, send } from '../api/client';
import type { Tone } from './Badge';
import { Notice } from './Notice';

/** The opposite act, where there is one that leaves things as they were. */
export interface Undo {
  method?: Method;
  path: string;
  body: object;
  /** Said once it is done. */
  done: string;
}

/** What is said of a failure is shown as one. */
type Announce = (message: string, more?: { undo?: Undo; isFailure?: true }) => void;

const Announcements = createContext<Announce>(() => {});

/** Says what was done, or why not, to eyes and to screen readers, until the next navigation; and offers to take it back. */
export const useAnnounce = () => useContext(Announcements);

interface Said {
  message: string;
  undo?: Undo;
  tone: Tone;
  /** The page that it is said on. */
  on: string;
}

export function Announcer({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const [said, setSaid] = useState<Said | null>(null);
  const client = useQueryClient();
  const announce = useCallback<Announce>(
    (message, { undo, isFailure } = {}) =>
      setSaid({ message, undo, tone: isFailure ? 'warning' : 'good', on: window.location.pathname }),
    [],
  );
  const shown = said?.on === pathname ? said : null;

  async function takeBack({ method = 'POST', path, body, done }: Undo) {
    // Once: the button goes with the click.
    announce('Annulation en cours…');
    try {
      await send(method, path, body);
      await client.invalidateQueries();
      announce(done);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      announce(`Cela n’a pas pu être annulé\u00a0: ${error.message}`, { isFailure: true });
    }
  }

  return (
    <Announcements value={announce}>
      <div role="status" className="announcer">
        {shown && (
          <Notice tone={shown.tone}>
            {shown.message}
            {shown.undo && (
              <>
                {' '}
                <button type="button" className="button" onClick={() => takeBack(shown.undo!)}>
                  Annuler
                </button>
              </>
            )}
          </Notice>
        )}
      </div>
      {children}
    </Announcements>
  );
}
