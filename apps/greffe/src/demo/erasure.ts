import type { Actor } from '#platform';
import { RequestErasure } from '#privacy';
import { CAF, PAUL } from './parties.ts';
import type { Simulation } from './simulation.ts';

/** Paul, who left months ago, has asked to be forgotten: one officer has asked for it, and another one is to confirm it. */
export function erasure(simulation: Simulation, codes: ReadonlyMap<string, string>, staff: readonly Actor[]) {
  const officer = staff.find(({ role }) => role === 'caf-security')!;
  return async (daysAgo: number) => {
    if (daysAgo !== 4) return;
    const forgotten = { personId: PAUL.id, userCodes: [codes.get(PAUL.id)!], cafId: CAF.id };
    await simulation.execute(officer, new RequestErasure(forgotten, 'Demande écrite de la personne'));
  };
}
