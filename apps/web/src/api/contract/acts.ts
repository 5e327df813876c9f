import type { Instant } from './common.ts';

// GET /api/acts?q=&from=&to=&by=&who=&about=&kind=: who did what, when, on whom, with which reason
export interface Act {
  id: string;
  at: Instant;
  /** `code` is null of people of another organism: only which side it was is told. */
  actor: { kind: ActorKind; code: string | null; name: string | null };
  /** Whether the reader did it, who may then have its receipt. */
  isOwn: boolean;
  /** The first of `stepCount`. */
  steps: {
    kind: ActKind;
    title: string;
    detail: string | null;
    reason: string | null;
    /** « pièce n° 143 » of the partner’s dossier. */
    piece: number | null;
  }[];
  stepCount: number;
  about: Thing[];
  gestionnaire: { id: string; name: string } | null;
}

export interface Thing {
  id: string;
  kind: ThingKind;
  name: string | null;
}

export type ActorKind = 'caf' | 'gestionnaire' | 'agent' | 'job' | 'operator' | 'link';

export type ActKind =
  | 'convention'
  | 'habilitation'
  | 'code'
  | 'declaration'
  | 'rule'
  | 'anomaly'
  | 'report'
  | 'incident'
  | 'compliance'
  | 'privacy'
  | 'reading'
  | 'operation';

/** Those that are shown. */
export type ThingKind =
  | 'establishment'
  | 'convention'
  | 'person'
  | 'code'
  | 'access-review'
  | 'declaration'
  | 'anomaly'
  | 'report'
  | 'incident'
  | 'control'
  | 'rule';
