import { OpenStaffAccount } from '#accounts';
import { RegisterConvention, type Registration, SignConvention } from '#conventions';
import { type Actor, deriveId, systemActor } from '#platform';
import { CAF, SIGNED_BY_CAF } from './parties.ts';
import type { Simulation } from './simulation.ts';

interface Joining {
  readonly gestionnaire: Registration['gestionnaire'];
  /** In which its representative signs. */
  readonly capacity: string;
  readonly establishment: Registration['establishments'][number];
  readonly correspondent: { readonly name: string; readonly email: string };
}

/** A partner whose convention both sign today; answers the code of its correspondent, which nobody has activated yet. */
export async function joinCaf(
  simulation: Simulation,
  officer: Actor,
  { gestionnaire, capacity, establishment, correspondent }: Joining,
): Promise<string> {
  const today = simulation.clockDate;
  const partner: Actor = { code: 'démonstration', role: 'gestionnaire', organism: gestionnaire.id };
  const id = deriveId('demo', 'convention', gestionnaire.id);
  const registration = {
    caf: CAF,
    gestionnaire,
    establishments: [establishment],
    effectiveFrom: today,
    until: `${Number(today.slice(0, 4)) + 2}-12-31`,
  };
  await simulation.execute(officer, new RegisterConvention(id, registration));
  const theirs = { party: 'gestionnaire', signatory: gestionnaire.representative, capacity } as const;
  await simulation.execute(partner, new SignConvention(id, { ...theirs, signedOn: today }));
  await simulation.execute(officer, new SignConvention(id, { ...SIGNED_BY_CAF, signedOn: today }));
  const member = { role: 'gestionnaire', organism: gestionnaire, ...correspondent } as const;
  const { userCode } = await simulation.execute(systemActor('démonstration'), new OpenStaffAccount(member));
  await simulation.settle();
  return userCode;
}
