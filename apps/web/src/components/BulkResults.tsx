import type { ReactNode } from 'react';
import { plural } from '../format';
import { Notice } from './Notice';

interface Refused {
  id: string;
  name: string;
  message: string;
}

/** What became of an act on many rows. */
export interface Results {
  /** Of what was done. */
  ids: readonly string[];
  refused: readonly Refused[];
  left: number;
  interruption: string | null;
}

/** What was done, what was refused and why, and what was not come to. */
export function BulkResults({
  said,
  refused,
  left,
  interruption,
  children,
}: Omit<Results, 'ids'> & { said: string; children: ReactNode }) {
  return (
    <Notice tone={refused.length > 0 || left > 0 ? 'warning' : 'good'}>
      <p>
        {said}.{refused.length > 0 && ' Ce qui a été refusé reste choisi :'}
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.map(({ id, name, message }) => (
            <li key={id}>
              {name} : {message}
            </li>
          ))}
        </ul>
      )}
      {left > 0 && (
        <p>
          {interruption ? `L’envoi a été interrompu\u00a0: ${interruption} ` : 'Vous avez arrêté. '}
          {plural(
            left,
            'ligne n’a pas été traitée et reste choisie',
            'lignes n’ont pas été traitées et restent choisies',
          )}
          .
        </p>
      )}
      {children}
    </Notice>
  );
}
