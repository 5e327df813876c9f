import type { CalendarDate, Instant, Profile } from './common.ts';

/** On the code of a confirmed anomaly, with the verdict. */
export type SecuritySanction = 'suspension' | 'password-change';

export type Sanction = SecuritySanction | 'removal' | 'withdrawal';

// GET /api/own-access/sanctions
/** What the Caf has taken against the reader's own access; `reason` is null where no mail has told it. */
export interface OwnSanction {
  id: string;
  kind: Sanction;
  at: Instant;
  /** The last day of a suspension that has one. */
  until: CalendarDate | null;
  /** That was withdrawn, and where. */
  profile: Profile | null;
  establishment: string | null;
  standing: 'in-force' | 'ended' | 'final';
  endedAt: Instant | null;
  reason: string | null;
}

// GET /api/lists/sanctions?q=&kind=&standing=&from=&to=&organismId=&userCode=
/** The same for those who answer for the code; `ground` to the security of the Caf alone. */
export interface ListedSanction extends OwnSanction {
  userCode: string;
  personId: string | null;
  name: string;
  organism: { id: string; name: string };
  by: string;
  ground: { kind: 'anomaly' | 'incident'; id: string } | null;
  endReason: string | null;
  endedBy: string | null;
}
