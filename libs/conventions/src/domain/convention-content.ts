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

/** Of a convention that is registered, and nothing besides. */
export const contentOf = ({ gestionnaire, caf, ...convention }: Convention): ConventionContent =>
  exactly({ gestionnaire: gestionnaire!, caf: caf!, ...convention });

/** SHA-256, in hexadecimal, of the canonical JSON of what is signed: the same whatever the order of the establishments (R2). */
export const contentSha256 = (content: ConventionContent): string =>
  createHash('sha256')
    .update(canonicalJson(exactly(content)))
    .digest('hex');

const exactly = ({
  gestionnaire,
  caf,
  establishments,
  effectiveFrom,
  until,
}: ConventionContent): ConventionContent => ({
  gestionnaire: party(gestionnaire),
  caf: party(caf),
  establishments: establishments
    .map(({ id, name, address }) => ({ id, name, address }))
    .sort((one, other) => (one.id < other.id ? -1 : 1)),
  effectiveFrom,
  until,
});

/** A gestionnaire's id is its SIRET (R1). */
const party = ({ id, name, address, representative }: Party): Party => ({
  id,
  name,
  address,
  representative,
});
