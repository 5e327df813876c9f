import { AskForSignatureLink, RegisterConvention, SignConvention } from '#conventions';
import { type Actor, deriveId } from '#platform';
import { CAF, HALTE_GARDERIE, NEW_PARTNER, SIGNED_BY_CAF } from './parties.ts';
import type { Simulation } from './simulation.ts';

const CONVENTION_ID = deriveId('demo', 'convention', NEW_PARTNER.id);
const MAILBOX = 'solange.dubrulle@petits-pas.example';

/** R2: a convention that the Caf has signed; the legal representative of the other party has a link to sign by since yesterday. */
export function awaitedSignature(simulation: Simulation, staff: readonly Actor[]) {
  const officer = staff.find(({ role }) => role === 'caf-habilitation')!;
  return async (daysAgo: number) => {
    if (daysAgo !== 1) return;
    const today = simulation.clockDate;
    const registration = {
      caf: CAF,
      gestionnaire: NEW_PARTNER,
      establishments: [HALTE_GARDERIE],
      effectiveFrom: today,
      until: `${Number(today.slice(0, 4)) + 2}-12-31`,
    };
    await simulation.execute(officer, new RegisterConvention(CONVENTION_ID, registration));
    await simulation.execute(
      officer,
      new SignConvention(CONVENTION_ID, { ...SIGNED_BY_CAF, signedOn: today }),
    );
    await simulation.execute(officer, new AskForSignatureLink(CONVENTION_ID, MAILBOX));
  };
}
