import type { WrittenRequest } from './roster-events.ts';
import type { Pending, Roster } from './roster-state.ts';

/**
 * R22: a new approver, where there was one before, needs the annex amended; so does the provider who follows a
 * person that leaves the approver's role as well (the same amendment, while the approver's request waits).
 * The first approver stands in the annex the convention was signed with. An amendment has its request's id.
 */
export function amendmentFor(request: WrittenRequest, state: Roster): string | null {
  const { requestId, profile, personId } = request;
  if (profile === 'approver') return isSignedFor(request, state) ? null : requestId;
  const before = state.last[profile];
  if (before === undefined || before === personId || before !== state.last.approver) return null;
  const asked = state.pending.find((other) => other.profile === 'approver');
  if (asked) return asked.amendmentId;
  return state.holders.approver ? null : requestId;
}

/** What both have signed: who approves, and who does again after whoever stands in. */
function isSignedFor({ personId, term }: WrittenRequest, { last, returning }: Roster): boolean {
  const awaited = returning.approver?.personId;
  if (awaited === personId) return true;
  const isReturnKept = awaited === undefined || awaited === term?.returnsTo;
  return isReturnKept && (last.approver === undefined || last.approver === personId);
}

/** A provider was asked for first, and the approver's departure came after: R22 holds for both all the same. */
export function amendmentSince({ profile, replaces }: Pending, state: Roster): string | null {
  if (profile === 'approver' || replaces === null || replaces !== state.holders.approver?.personId)
    return null;
  return state.pending.find((other) => other.profile === 'approver')?.amendmentId ?? null;
}
