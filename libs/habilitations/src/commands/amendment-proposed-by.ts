import type { AmendmentProposal } from '../domain/annex.ts';
import type { RosterEvent } from '../domain/roster-events.ts';

/** The amendment that comes with a request of its own (R22); a provider's may share the approver's. */
export function amendmentProposedBy(event: RosterEvent, establishmentId: string): AmendmentProposal | null {
  if (event.type !== 'HabilitationRequested') return null;
  const { requestId, amendmentId, gestionnaireId, cafId } = event.data;
  return amendmentId === requestId
    ? { amendmentId, requestId, establishmentId, gestionnaireId, cafId }
    : null;
}
