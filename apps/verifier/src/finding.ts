import type { Checkpoint, Dossier, DossierFault } from '#transparency';

/** What a register has recorded, as a proof carries it. */
export interface ProvedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: { readonly occurredAt: string };
  readonly recordedAt: string;
}

/**
 * What is to be said of a file.
 *
 * - `proved`: the event stands in the register that the keys are of, at `index` of `size`
 * - `signed`: a checkpoint of that register
 * - `dossier`: all that the register has sealed as concerning a partner is there, in its order, since the entry before
 * - `broken-dossier`: it is not
 * - `other-past`: by an earlier dossier of the same partner, entries of before were others
 * - `document`: a document that an entry of a dossier names
 * - `wrong`: it proves something else than what it carries
 * - `unsigned`: none of the keys has signed it, or one of them has not
 * - `half-signed`: a key of the register has signed it, but none of another kind that was given, which would have too
 * - `contradicted`: another file has another state of the same size, signed by the same register: it cannot have both
 * - `unreadable`: neither a proof nor a checkpoint
 */
export type Finding = { readonly file: string } & (
  | {
      readonly outcome: 'proved';
      readonly index: number;
      readonly checkpoint: Checkpoint;
      readonly event: ProvedEvent;
    }
  | {
      readonly outcome: 'signed';
      readonly checkpoint: Checkpoint;
      /** Names of others who have signed it too, as far as their keys were given. */
      readonly cosigners: readonly string[];
    }
  | { readonly outcome: 'contradicted'; readonly checkpoint: Checkpoint }
  | DossierOutcome
  | { readonly outcome: 'document'; readonly number: number; readonly party: string }
  | { readonly outcome: 'wrong' | 'unsigned' | 'half-signed' | 'unreadable' }
);

interface DossierOutcome {
  readonly outcome: 'dossier' | 'broken-dossier' | 'other-past';
  readonly checkpoint: Checkpoint;
  readonly dossier: Dossier;
  readonly sealedAt: string | null;
  /** Of a broken one. */
  readonly fault: DossierFault | null;
  /** How it follows another one that was given; null where none was. */
  readonly follows: Following | null;
}

/** The dossier before: one of fewer entries, of the same partner. */
export interface Following {
  readonly file: string;
  /** Its last entry. */
  readonly number: number;
  /** Whether this one reaches back to there, and so vouches for it. */
  readonly isJoined: boolean;
}
