import { type Decider, ERASED, type EventTypes } from '#event-sourcing';
import { conflict } from '#platform';

/** Who is to be forgotten: a person of a gestionnaire, or the holder of a code who is none. */
export interface Forgotten {
  readonly personId: string | null;
  /** Their codes, which stay theirs (R12). */
  readonly userCodes: readonly string[];
  readonly cafId: string;
}

export type ErasureEvent =
  | { type: 'ErasureRequested'; data: Forgotten & { reason: string; by: string } }
  | { type: 'ErasureRefused'; data: { reason: string; by: string } }
  /** `subjects`: whose keys are destroyed (`PersonalData`). From here on, nothing that the log says of them can be read. */
  | { type: 'PersonErased'; data: Forgotten & { subjects: readonly string[]; by: string } };

export const erasureEventTypes: EventTypes<ErasureEvent> = {
  ErasureRequested: { schema: 1, personal: { fields: { reason: ERASED } } },
  ErasureRefused: { schema: 1, personal: { fields: { reason: ERASED } } },
  PersonErased: { schema: 1 },
};

/** What still needs what is known of somebody. */
export const erasureObstacles = ['habilitated', 'code-open', 'case-open', 'frozen'] as const;
export type ErasureObstacle = (typeof erasureObstacles)[number];

const OBSTACLES: Readonly<Record<ErasureObstacle, string>> = {
  habilitated:
    'Cette personne est habilitée, ou une demande l’attend\u00a0: sa fin de mission est à déclarer, ou la demande à refuser, d’abord.',
  'code-open': 'Son code est encore ouvert\u00a0: il est à fermer d’abord.',
  'case-open': 'Une anomalie qui la concerne n’est pas close.',
  frozen: 'Ses données sont gelées pour un litige.',
};

export type ErasureCommand =
  | {
      type: 'RequestErasure';
      forgotten: Forgotten;
      reason: string;
      by: string;
      obstacle: ErasureObstacle | null;
    }
  | { type: 'RefuseErasure'; reason: string; by: string }
  | {
      type: 'ConfirmErasure';
      /** As they are by now: since the request there may be a code. */
      userCodes: readonly string[];
      subjects: readonly string[];
      by: string;
      obstacle: ErasureObstacle | null;
    };

export interface Erasure {
  readonly state: 'none' | 'requested' | 'erased';
  readonly forgotten: Forgotten | null;
  readonly by: string | null;
}

/** `erasure-{person or code}`: what is known of somebody is erased once two officers have said so (RGPD, art. 17). */
export const erasure: Decider<ErasureCommand, ErasureEvent, Erasure> = {
  category: 'erasure',
  initialState: { state: 'none', forgotten: null, by: null },
  decide(command, state) {
    if (state.state === 'erased') throw conflict('already-erased', 'Cette personne est déjà effacée.');
    const { by } = command;
    if (command.type === 'RequestErasure') {
      if (state.state === 'requested') {
        throw conflict(
          'erasure-requested',
          'Cet effacement est déjà demandé\u00a0: un autre agent le confirme.',
        );
      }
      mustBeOver(command.obstacle);
      return [{ type: 'ErasureRequested', data: { ...command.forgotten, reason: command.reason, by } }];
    }
    if (state.forgotten === null) throw conflict('no-erasure', 'Aucun effacement n’est demandé.');
    if (command.type === 'RefuseErasure') {
      return [{ type: 'ErasureRefused', data: { reason: command.reason, by } }];
    }
    if (state.by === by) {
      throw conflict('own-request', 'Vous l’avez demandé\u00a0: un autre agent de la Caf le confirme.');
    }
    mustBeOver(command.obstacle);
    const { userCodes, subjects } = command;
    return [{ type: 'PersonErased', data: { ...state.forgotten, userCodes, subjects, by } }];
  },
  evolve(state, event) {
    switch (event.type) {
      case 'ErasureRequested': {
        const { personId, userCodes, cafId, by } = event.data;
        return { state: 'requested', forgotten: { personId, userCodes, cafId }, by };
      }
      case 'ErasureRefused':
        return { state: 'none', forgotten: null, by: null };
      case 'PersonErased':
        return { ...state, state: 'erased' };
      default:
        return event satisfies never;
    }
  },
};

function mustBeOver(obstacle: ErasureObstacle | null): void {
  if (obstacle !== null) throw conflict(obstacle, OBSTACLES[obstacle]);
}
