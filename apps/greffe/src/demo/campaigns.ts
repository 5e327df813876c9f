import { type DeclarationKind, ScheduleCampaign } from '#declarations';
import { addDays } from '#platform';
import { CAF } from './parties.ts';
import type { Simulation } from './simulation.ts';

interface Campaign {
  readonly kind: DeclarationKind;
  /** Beside the present year. */
  readonly ofYear: number;
  /** Days before today: when it is scheduled, its first and its last day. */
  readonly scheduled: number;
  readonly opens: number;
  readonly closes: number;
}

/** One is over and lacks a declaration; one is open, and a declaration is not yet begun; one is near, and a code would be blocked before it (R21). */
const CAMPAIGNS: Campaign[] = [
  { kind: 'forecast', ofYear: 0, scheduled: 112, opens: 110, closes: 60 },
  { kind: 'updated', ofYear: 0, scheduled: 30, opens: 20, closes: -10 },
  { kind: 'forecast', ofYear: 1, scheduled: 3, opens: -12, closes: -42 },
];

export const campaigns =
  (simulation: Simulation) =>
  async (daysAgo: number): Promise<void> => {
    for (const campaign of CAMPAIGNS.filter(({ scheduled }) => scheduled === daysAgo)) {
      const { kind, ofYear, opens, closes } = campaign;
      const year = Number(simulation.today.slice(0, 4)) + ofYear;
      const officer = { code: 'démonstration', role: 'caf-habilitation', organism: CAF.id } as const;
      const window = {
        opensOn: addDays(simulation.today, -opens),
        closesOn: addDays(simulation.today, -closes),
      };
      await simulation.execute(officer, new ScheduleCampaign({ cafId: CAF.id, year, kind }, window));
    }
  };
