import { createHash } from 'node:crypto';
import { type CalendarDate, canonicalJson } from '#platform';
import type { Establishment, Party } from './convention-events.ts';
import type { Convention } from './convention-state.ts';

/** What is signed: the parties, the establishments and the term, as they are registered. */
export interface ConventionContent {
  readonly gestionnaire: Party;
  readonly caf: Party;
  readonly establishments: readonly Establishment[];
  readonly effectiveFrom: CalendarDate | null;
  readonly until: CalendarDate;
}

/** Of a convention that is registered. */
export const contentOf = ({
  gestionnaire,
  caf,
  establishments,
  effectiveFrom,
  until,
}: Convention): ConventionContent => ({
  ...{ gestionnaire: gestionnaire!, caf: caf! },
  ...{ establishments, effectiveFrom, until },
});

/** SHA-256, in hexadecimal, of the canonical JSON of what is signed: the same whatever the order of the establishments (R2). */
export function contentSha256({
  gestionnaire,
  caf,
  establishments,
  effectiveFrom,
  until,
}: ConventionContent): string {
  const content = {
    gestionnaire: partyOf(gestionnaire),
    caf: partyOf(caf),
    establishments: establishments
      .map(({ id, name, address }) => ({ id, name, address }))
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
    effectiveFrom,
    until,
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** A gestionnaire's id is its SIRET (R1). */
const partyOf = ({ id, name, address, representative }: Party) => ({ id, name, address, representative });
