import { AccountsQuery, RequestUnblocking } from '#accounts';
import { ScheduleCampaign } from '#declarations';
import { type Actor, addDays } from '#platform';
import { CAF, GESTIONNAIRE, PAUL } from './parties.ts';
import type { Simulation } from './simulation.ts';

const OFFICER: Actor = { code: 'demo', role: 'caf-habilitation', organism: CAF.id };
const OPENS_IN = 12;
const LASTS = 30;

/** A campaign of declarations is near; the correspondent asks to unblock the code of whoever is still there (R21). */
export function campaign(simulation: Simulation, staff: readonly Actor[]) {
  const correspondent = staff.find(({ role }) => role === 'gestionnaire')!;
  return async (daysAgo: number) => {
    if (daysAgo === 3) {
      const year = Number(simulation.today.slice(0, 4)) + 1;
      const opensOn = addDays(simulation.today, OPENS_IN);
      const window = { opensOn, closesOn: addDays(opensOn, LASTS) };
      await simulation.execute(
        OFFICER,
        new ScheduleCampaign({ cafId: CAF.id, year, kind: 'forecast' }, window),
      );
    }
    if (daysAgo === 0) {
      const codes = await simulation.get(AccountsQuery).ofAgents(GESTIONNAIRE.id);
      const idle = codes.find(({ state, personId }) => state === 'blocked' && personId !== PAUL.id);
      const reason = 'Saisie de la déclaration prévisionnelle';
      if (idle) await simulation.execute(correspondent, new RequestUnblocking(idle.userCode, reason));
    }
  };
}
