import { type Decider, ERASED, type EventTypes } from '#event-sourcing';

export type CaseworkEvent =
  /** Who of the Caf looks after the case from now on, in place of whoever did. */
  | { type: 'CaseAssigned'; data: { to: string } }
  /** Nobody does any more. */
  | { type: 'CaseReleased'; data: { from: string } }
  | { type: 'CaseNoted'; data: { text: string } };

export const caseworkEventTypes: EventTypes<CaseworkEvent> = {
  CaseAssigned: { schema: 1 },
  CaseReleased: { schema: 1 },
  CaseNoted: { schema: 1, personal: { fields: { text: ERASED } } },
};

export type CaseworkCommand =
  | { type: 'AssignCase'; to: string }
  | { type: 'ReleaseCase' }
  | { type: 'NoteOnCase'; text: string };

export interface Casework {
  /** User code. */
  readonly assignee: string | null;
}

/**
 * `casework-{anomaly}`: how the Caf works on a case. Beside the case and not in it: the partner reads all of the case and nothing of
 * this, and is told of no change meanwhile because of it. Notes cannot be changed: each is an event.
 */
export const casework: Decider<CaseworkCommand, CaseworkEvent, Casework> = {
  category: 'casework',
  initialState: { assignee: null },
  decide(command, { assignee }) {
    switch (command.type) {
      case 'AssignCase':
        return command.to === assignee ? [] : [{ type: 'CaseAssigned', data: { to: command.to } }];
      case 'ReleaseCase':
        return assignee === null ? [] : [{ type: 'CaseReleased', data: { from: assignee } }];
      case 'NoteOnCase':
        return [{ type: 'CaseNoted', data: { text: command.text } }];
      default:
        return command satisfies never;
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'CaseAssigned':
        return { assignee: event.data.to };
      case 'CaseReleased':
        return { assignee: null };
      case 'CaseNoted':
        return state;
      default:
        return event satisfies never;
    }
  },
};
