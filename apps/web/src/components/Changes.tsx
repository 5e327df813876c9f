import type { Problem } from '../api/contract';
import { formatInstant } from '../format';

/** What others have done to what one is at: what, when, who, and how to go on. */
export function Changes({ changes }: { changes: NonNullable<Problem['changes']> }) {
  return (
    <>
      <ul>
        {changes.map(({ at, what, who }) => (
          <li key={at + what}>
            {what} le <time dateTime={at}>{formatInstant(at)}</time>, par {who}
          </li>
        ))}
      </ul>
      <p>
        <a href={window.location.href} target="_blank" rel="noreferrer">
          Voir l’état actuel (nouvel onglet)
        </a>
        , puis envoyez de nouveau si votre saisie convient toujours.
      </p>
    </>
  );
}
