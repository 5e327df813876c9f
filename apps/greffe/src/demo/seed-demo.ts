import type { Engines } from '#composition';
import { isEmpty } from '#event-sourcing';
import { scenario } from './scenario.ts';
import { Simulation } from './simulation.ts';

/**
 * Fills an empty register with the demonstration; a register that holds anything is left as it is. It takes half a
 * minute or more: `say` hears how far it is.
 */
export async function seedDemo(engines: Engines, say: (line: string) => void): Promise<boolean> {
  if (!(await isEmpty(engines.store))) return false;
  say('Premier démarrage\u00a0: cinq mois de données de démonstration sont préparés…');
  await Simulation.run(engines, (simulation) => scenario(simulation, say));
  return true;
}
