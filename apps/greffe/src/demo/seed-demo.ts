import type { Engines } from '#composition';
import { isEmpty } from '#event-sourcing';
import { wholeCaf } from './caf/whole-caf.ts';
import { FIRST_DAY, scenario } from './scenario.ts';
import { Simulation } from './simulation.ts';
import { whileUnfinished } from './unfinished.ts';

/**
 * Fills an empty register with the demonstration; a register that holds anything is left as it is. It takes half a
 * minute or more: `say` hears how far it is.
 */
export async function seedDemo(engines: Engines, say: (line: string) => void): Promise<boolean> {
  if (!(await isEmpty(engines.store))) return false;
  await whileUnfinished(engines.config, () => fill(engines, say));
  return true;
}

function fill(engines: Engines, say: (line: string) => void): Promise<void> {
  if (engines.config.demo === 'caf') {
    say('Premier démarrage\u00a0: une année d’une Caf entière est préparée, ce qui prend quelques minutes…');
    return Simulation.run(engines, async (simulation) => {
      await scenario(simulation, say, await wholeCaf(simulation, FIRST_DAY, say));
    });
  }
  say('Premier démarrage\u00a0: cinq mois de données de démonstration sont préparés…');
  return Simulation.run(engines, (simulation) => scenario(simulation, say));
}
