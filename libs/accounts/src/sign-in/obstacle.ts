import type { AttemptOutcome } from '#connections';
import type { Prospect } from './prospects.ts';

export type SignInObstacle =
  | 'CODE_CLOSED'
  | 'CODE_BLOCKED'
  | 'CODE_IDLE'
  | 'NOT_ACTIVATED'
  | 'NOT_HABILITATED';

const CANNOT_SIGN_IN: Partial<Record<AttemptOutcome, SignInObstacle>> = {
  closed: 'CODE_CLOSED',
  blocked: 'CODE_BLOCKED',
  idle: 'CODE_IDLE',
  'not-activated': 'NOT_ACTIVATED',
  'not-habilitated': 'NOT_HABILITATED',
};

/** Why somebody cannot sign in; null when they can. */
export const signInObstacle = ({ outcome, habilitated }: Prospect): SignInObstacle | null =>
  habilitated ? (CANNOT_SIGN_IN[outcome] ?? null) : 'NOT_HABILITATED';

/** The same for people: French sentences. */
export const SIGN_IN_OBSTACLES: Readonly<Record<SignInObstacle, string>> = {
  CODE_CLOSED: 'Ce code est fermé.',
  CODE_BLOCKED: 'Ce code est bloqué.',
  CODE_IDLE: 'Ce code n’a pas servi depuis trop longtemps\u00a0: il est à débloquer.',
  NOT_ACTIVATED: 'Ce code n’est pas activé\u00a0: son titulaire n’a pas encore choisi de mot de passe.',
  NOT_HABILITATED: 'Cette personne n’a plus d’habilitation.',
};
