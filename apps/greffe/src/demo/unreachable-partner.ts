import { latestAnomaly, notify } from './anomalies.ts';
import { joinCaf } from './joining-partner.ts';
import { ASSOCIATION, CAF, MICRO_CRECHE } from './parties.ts';
import { at, attempted } from './rhythm.ts';
import type { Simulation } from './simulation.ts';

const OFFICER = { code: 'démonstration', role: 'caf-habilitation', organism: CAF.id } as const;
const JOINING = {
  gestionnaire: ASSOCIATION,
  capacity: 'La Présidente',
  establishment: MICRO_CRECHE,
  correspondent: { name: 'DELANNOY Marc', email: 'marc.delannoy@lucioles.example' },
};

/** R19: a partner whose only correspondent has never chosen a password: nobody there can answer to an anomaly. */
export function unreachablePartner(simulation: Simulation) {
  let userCode = '';
  return async (daysAgo: number) => {
    if (daysAgo === 30) userCode = await joinCaf(simulation, OFFICER, JOINING);
    if (daysAgo === 3) await notify(simulation, await tryInVain(simulation, userCode));
  };
}

async function tryInVain(simulation: Simulation, userCode: string): Promise<string> {
  const attempts = Array.from({ length: 6 }, (_, index) =>
    attempted(
      userCode,
      ASSOCIATION.id,
      at(simulation.clockDate, 14 + index / 60),
      'not-activated',
      '10.61.7.3',
    ),
  );
  await simulation.moveTo(simulation.clockDate, 14.1);
  await simulation.record(`connections-${userCode}`, attempts);
  await simulation.settle();
  return latestAnomaly(simulation, 'failures-on-one-code', userCode);
}
