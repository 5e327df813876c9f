import { ScheduleCampaign } from '#declarations';
import { addDays } from '#platform';
import { CAF } from './parties.ts';
import type { Simulation } from './simulation.ts';

const OPENS_IN = 12;
const LASTS = 30;

/** R21: a campaign of declarations is near, and a code would be blocked before it. */
export const campaign =
  (simulation: Simulation) =>
  async (daysAgo: number): Promise<void> => {
    if (daysAgo !== 3) return;
    const year = Number(simulation.today.slice(0, 4)) + 1;
    const opensOn = addDays(simulation.today, OPENS_IN);
    const window = { opensOn, closesOn: addDays(opensOn, LASTS) };
    const officer = { code: 'démonstration', role: 'caf-habilitation', organism: CAF.id } as const;
    await simulation.execute(
      officer,
      new ScheduleCampaign({ cafId: CAF.id, year, kind: 'forecast' }, window),
    );
  };
