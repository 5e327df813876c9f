import { LiftSuspension, SuspendAccount } from '#accounts';
import type { Actor } from '#platform';
import { KARIM } from './parties.ts';
import type { Simulation } from './simulation.ts';

/** The security of the Caf suspends a code for an evening. */
export function sanctions(
  simulation: Simulation,
  codes: ReadonlyMap<string, string>,
  staff: readonly Actor[],
): (daysAgo: number) => Promise<void> {
  const officer = staff.find(({ role }) => role === 'caf-security')!;
  return async (daysAgo) => {
    if (daysAgo !== 27) return;
    const code = codes.get(KARIM.id)!;
    await simulation.moveTo(simulation.clockDate, 19.5);
    const reason = 'Appel au nom de M. Belkacem, d’un numéro inconnu, pour obtenir un lien.';
    await simulation.execute(officer, new SuspendAccount(code, reason));
    await simulation.moveTo(simulation.clockDate, 20.75);
    const cleared = 'Rappelé sur son poste\u00a0: ce n’était pas lui.';
    await simulation.execute(officer, new LiftSuspension(code, cleared));
  };
}
