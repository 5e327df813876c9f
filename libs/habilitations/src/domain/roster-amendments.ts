import type { WrittenRequest } from './roster-events.ts';
import type { Pending, Roster } from './roster-state.ts';

/**
 * R22: a new approver, where there was one before, needs the annex amended; so does the provider who follows a
 * person that leaves the approver's role as well (the same amendment, while the approver's request waits).
 * The first approver stands in the annex the convention was signed with. An amendment has its request's id.
 */
export function amendmentFor({ requestId, profile, personId }: WrittenRequest, state: Roster): string | null {
  if (profile === 'approver') {
    const { approver } = state.last;
    return approver === undefined || approver === personId ? null : requestId;
  }
  const before = state.last[profile];
  if (before === undefined || before === personId || before !== state.last.approver) return null;
  const asked = state.pending.find((other) => other.profile === 'approver');
  if (asked) return asked.amendmentId;
  return state.holders.approver ? null : requestId;
}

/** A provider was asked for first, and the approver's departure came after: R22 holds for both all the same. */
export function amendmentSince({ profile, replaces }: Pending, state: Roster): string | null {
  if (profile === 'approver' || replaces === null || replaces !== state.holders.approver?.personId)
    return null;
  return state.pending.find((other) => other.profile === 'approver')?.amendmentId ?? null;
}
